import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../harness/processes.ts';
import { gatherSbom } from './gather.ts';
import type { Sbom } from './sbom.ts';

let sbom: Sbom;
beforeAll(async () => {
  sbom = await gatherSbom(new Date('2026-11-30T00:00:00Z'));
});

type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};
const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Where Node finds a package from another one's folder. */
function folderOf(name: string, from: string): string | undefined {
  const places = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  const found = places.map((place) => join(place, name)).find((place) => existsSync(join(place, 'package.json')));
  return found === undefined ? undefined : realpathSync(found);
}

/** What is really there: the installed packages, gone through one by one by what each says that it needs. */
function installed(): ReadonlySet<string> {
  const found = new Set<string>();
  const open = ['proxy', 'widget'].map((name) => join(root, name));
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const { name, version, dependencies = {}, optionalDependencies = {} } = manifestOf(folder);
    if (found.has(`${name}@${version}`)) continue;
    found.add(`${name}@${version}`);
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const place = folderOf(needed, folder);
      if (place !== undefined) open.push(place);
      else if (needed in dependencies && !(needed in optionalDependencies)) throw new Error(`${needed} of ${name}`);
    }
  }
  return found;
}

const nameOf = (component: Sbom['components'][number]): string =>
  `${component.group === undefined ? '' : `${component.group}/`}${component.name}@${component.version}`;

test('every production dependency that is installed stands in it', () => {
  const named = new Set(sbom.components.map(nameOf));
  expect([...installed()].filter((each) => !named.has(each))).toEqual([]);
  expect(named.size).toBeGreaterThan(50);
});

test('nothing stands in it that is not shipped', () => {
  const there = installed();
  const more = sbom.components.filter((each) => !there.has(nameOf(each)));
  // Bundled; the rest are libsql’s binaries for other machines.
  expect(more.filter(({ scope }) => scope === 'required').map(({ name }) => name)).toEqual(['preact', 'uqr']);
  expect(more.filter(({ scope, group }) => scope === 'optional' && group !== '@libsql')).toEqual([]);
  expect(JSON.stringify(sbom)).not.toMatch(/vitest|playwright|onnxruntime/);
});

test('each of them has a purl, and what comes from the registry the hash of the lock file and a licence', () => {
  for (const component of sbom.components) {
    expect(component.purl).toMatch(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d/);
    if (component.group === '@scanfill') continue;
    expect(component.hashes?.[0]?.content, component.purl).toMatch(/^[0-9a-f]{128}$/);
    if (component.scope === 'required') expect(component.licenses?.length, component.purl).toBe(1);
  }
});

test('is a CycloneDX document whose graph holds together', () => {
  expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
  expect(sbom.serialNumber).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  const refs = new Set(['scanfill', ...sbom.components.map((each) => each['bom-ref'])]);
  expect(refs.size).toBe(sbom.components.length + 1);
  for (const { ref, dependsOn } of sbom.dependencies)
    for (const each of [ref, ...dependsOn]) expect(refs).toContain(each);
});
