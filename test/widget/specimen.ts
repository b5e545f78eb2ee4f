import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** A drawn ID card of a person there is none of, as the demo offers it. */
export const specimenPath = fileURLToPath(new URL('../../demo/public/specimens/id-card-front-1.jpg', import.meta.url));

/** What the service of these tests "reads". */
export const frontFields = {
  name: '林晓月',
  nationality: '汉',
  number: '11010519491231002X',
  birth: '1949-12-31',
  address: '示例省样本市虚构区演示路 88 号',
};

/** The specimen as a phone stores it, on its side, without the file's last bytes. */
export async function cutPhoto(folder: string): Promise<string> {
  const bytes = await sharp(specimenPath).rotate(270).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const path = join(folder, 'cut.jpg');
  await writeFile(path, bytes.subarray(0, -40));
  return path;
}
