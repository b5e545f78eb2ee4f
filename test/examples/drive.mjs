import { join } from 'node:path';
import { root } from '../scripts/workspace.mjs';

const specimen = join(root, 'demo/public/specimens/id-card-front-1.jpg');
const read = { name: '汪初', number: '410302199112209308' };

/** Chooses a specimen on a page as a visitor does, and gives what is wrong with what came of it, a sentence each. */
export async function fillForm(browser, url) {
  const page = await browser.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
      faults.push(`${message.text()} ${message.location().url}`);
  });
  try {
    await page.goto(url);
    await (await fileInputOf(page)).setInputFiles(specimen);
    for (const [name, value] of Object.entries(read)) {
      const input = page.locator(`input[name="${name}"]`);
      await until(async () => (await input.inputValue()) === value, `${name} is not filled`);
    }
    const button = page.getByRole('button', { name: 'Sign up' });
    await button.click();
    let presses = 1;
    const isTold = async () => {
      // What the page or its backend says, and not what the widget shows for review.
      const said = await page
        .evaluate(() => [...document.querySelectorAll('form > output, body > pre')].map((each) => each.textContent))
        .catch(() => []);
      return Object.values(read).every((value) => `${said} ${decodeURIComponent(page.url())}`.includes(value));
    };
    // An element holds its form until all it fills has settled, and says so: a person presses again.
    await until(async () => {
      for (const end = Date.now() + 1_500; Date.now() < end; await pause()) if (await isTold()) return true;
      if (++presses <= 5) await button.click({ timeout: 1_000 }).catch(() => undefined);
      return false;
    }, 'what was signed up is not what was read');
  } catch (error) {
    faults.push(error.message);
  } finally {
    await page.close();
  }
  return faults;
}

/** The input for the photo: the page's, or that of a frame in it. */
async function fileInputOf(page) {
  let found;
  await until(async () => {
    const inputs = page.frames().map((frame) => frame.locator('input[type="file"]').first());
    const counts = await Promise.all(inputs.map((input) => input.count().catch(() => 0)));
    found = inputs[counts.findIndex((count) => count > 0)];
    return found !== undefined;
  }, 'there is no input for a photo');
  return found;
}

async function until(isSo, otherwise) {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    if (await isSo()) return;
    await pause();
  }
  throw new Error(otherwise);
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
