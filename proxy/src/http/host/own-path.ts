const own =
  /^(?<base>.*?)(?<path>\/v1\/(?:(?:backend\/)?scans|callbacks|handoffs|phone)(?:\/[^/]*)?|\/phone(?:\/[\w-]+\.(?:js|css))?|\/i\/[^/]+|\/healthz|\/readyz|\/openapi\.json|\/\.well-known\/scanfill-keys)\/?$/;

/** Nothing is there, but it is the service that says so. */
const nearly = /^(?<base>.*?)(?<path>\/(?:v1|i)\/.*)$/;

/** A path taken apart into where the service is mounted and a path of its own; undefined where it ends in none. */
export function ownPath(pathname: string): { readonly base: string; readonly path: string } | undefined {
  const { base, path } = (own.exec(pathname) ?? nearly.exec(pathname))?.groups ?? {};
  return base === undefined || path === undefined ? undefined : { base, path };
}

/** The path of PUBLIC_URL, empty where it is the root; undefined without one. */
export function publicPath(publicUrl: string | undefined): string | undefined {
  return publicUrl === undefined ? undefined : new URL(publicUrl).pathname.replace(/\/+$/, '');
}
