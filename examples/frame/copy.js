import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What each origin serves of the widget's package; `scanfill` is a folder, from which both load later parts. */
const files = {
  // The origin that sees the photo.
  'frame-origin/widget': ['frame.html', 'frame.js', 'scanfill.js', 'scanfill', 'THIRD-PARTY-LICENSES.txt'],
  // The origin of the form.
  'page-origin/widget': ['frame-host.js', 'scanfill', 'THIRD-PARTY-LICENSES.txt'],
};

const dist = dirname(fileURLToPath(import.meta.resolve('@scanfill/widget/scanfill.js')));
for (const [folder, names] of Object.entries(files)) {
  await mkdir(folder, { recursive: true });
  for (const name of names) await cp(join(dist, name), join(folder, name), { recursive: true });
}
