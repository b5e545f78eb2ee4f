/** What one check of `scanfill-proxy --check` found: a sentence, and whether the proxy could work with it. */
export type Finding = { readonly ok: boolean; readonly text: string };
