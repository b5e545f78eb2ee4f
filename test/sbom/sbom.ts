import { randomUUID } from 'node:crypto';

/** A package as `pnpm list --json` tells of it. */
export type Listed = {
  readonly from?: string;
  readonly version: string;
  readonly path?: string;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, Listed>>;
  readonly optionalDependencies?: Readonly<Record<string, Listed>>;
};

/** A package that is published, with everything it brings along. */
export type Shipped = Listed & { readonly name: string; readonly bundled: readonly Bundled[] };

/** A package whose code stands in the published files themselves. */
export type Bundled = { readonly name: string; readonly version: string; readonly license: string };

type Component = {
  readonly type: 'library';
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly scope: 'required' | 'optional';
  readonly licenses?: readonly object[];
  readonly hashes?: readonly { readonly alg: 'SHA-512'; readonly content: string }[];
  readonly externalReferences?: readonly { readonly type: 'distribution'; readonly url: string }[];
};

/** A CycloneDX document, version 1.6. */
export type Sbom = {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: object;
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
};

/** How a package needs another one; undefined: it is the host's own, or the package is for another machine. */
export type Need = 'required' | 'optional' | undefined;

/** What else is known of a package. */
export type Knowledge = {
  need(listed: Listed, name: string): Need;
  /** An SPDX identifier or expression. */
  license(listed: Listed): string | undefined;
  /** The lock file's `sha512-…`. */
  integrity(name: string, version: string): string | undefined;
};

const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** The bill of materials of what is published, as of now. */
export function sbomOf(shipped: readonly Shipped[], known: Knowledge, now: Date): Sbom {
  const components = new Map<string, Component>();
  const dependsOn = new Map<string, Set<string>>();

  function add(name: string, version: string, scope: Component['scope'], license: string | undefined, url?: string) {
    const purl = purlOf(name, version);
    const [scoped, bare] = /^@([^/]+)\/(.+)$/.exec(name)?.slice(1) ?? [undefined, name];
    const integrity = known.integrity(name, version);
    const former = components.get(purl);
    components.set(purl, {
      type: 'library',
      'bom-ref': purl,
      ...(scoped === undefined ? {} : { group: `@${scoped}` }),
      name: bare ?? name,
      version,
      purl,
      scope: former?.scope === 'required' ? 'required' : scope,
      ...(license === undefined ? {} : { licenses: [licenceOf(license)] }),
      ...(integrity === undefined ? {} : { hashes: [{ alg: 'SHA-512' as const, content: hexOf(integrity) }] }),
      ...(url === undefined ? {} : { externalReferences: [{ type: 'distribution' as const, url }] }),
    });
    return purl;
  }

  function walk(parent: string, listed: Listed, scope: Component['scope']): void {
    const below = dependsOn.get(parent) ?? new Set();
    dependsOn.set(parent, below);
    for (const [alias, each] of Object.entries({ ...listed.dependencies, ...listed.optionalDependencies })) {
      const need = known.need(listed, alias);
      if (need === undefined) continue;
      const kind = need === 'required' ? scope : need;
      const ref = add(each.from ?? alias, each.version, kind, known.license(each), each.resolved);
      below.add(ref);
      walk(ref, each, kind);
    }
  }

  for (const each of shipped) {
    const ref = add(each.name, each.version, 'required', known.license(each));
    walk(ref, each, 'required');
    for (const { name, version, license } of each.bundled) {
      const inside = add(name, version, 'required', license);
      dependsOn.get(ref)?.add(inside);
    }
  }
  const sorted = [...components.values()].sort((one, other) => (one.purl < other.purl ? -1 : 1));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${randomUUID()}`,
    version: 1,
    metadata: {
      timestamp: now.toISOString(),
      component: { type: 'application', 'bom-ref': 'scanfill', name: 'scanfill', version: shipped[0]?.version ?? '' },
    },
    components: sorted,
    dependencies: [
      { ref: 'scanfill', dependsOn: shipped.map(({ name, version }) => purlOf(name, version)) },
      ...sorted.map(({ purl }) => ({ ref: purl, dependsOn: [...(dependsOn.get(purl) ?? [])].sort() })),
    ],
  };
}

const licenceOf = (license: string): object =>
  /^[\w.-]+$/.test(license) ? { license: { id: license } } : { expression: license.replace(/^\((.*)\)$/, '$1') };

const hexOf = (integrity: string): string => Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
