// What a host page may add around the element; nothing here is needed for the filling itself.
const upload = document.querySelector('scan-fill');
const form = document.querySelector('form');
const added = document.querySelector('output');
const pictures = document.querySelector('.specimens');

/** Offers the specimens of the element's cards, as a visitor without a licence at hand would need them. */
async function offerSpecimens() {
  const response = await fetch('/specimens/index.json');
  const specimens = await response.json();
  const cards = upload.getAttribute('cards').split(' ');
  for (const { card, file, kind, alt } of specimens) {
    if (!cards.includes(card)) continue;
    const button = document.createElement('button');
    button.type = 'button';
    const image = new Image();
    image.src = `/specimens/${encodeURIComponent(file)}`;
    image.alt = alt.en;
    button.append(image, `${card === cards[0] ? 'Main' : 'Second'} page, ${kind === 'clean' ? 'a scan' : 'a photo'}`);
    button.addEventListener('click', () => handIn(image.src, file, card));
    pictures.append(button);
  }
}

/** The element takes a photo from anywhere on the page, not only from its own buttons. */
async function handIn(url, name, card) {
  const blob = await (await fetch(url)).blob();
  upload.choose(new File([blob], name, { type: blob.type }), card);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const data = new FormData(form);
  // The element is form-associated: its whole reading is submitted under its name.
  const reading = data.get('licence');
  added.replaceChildren(`${data.get('name')} would be added. Nothing was sent.`);
  if (reading) added.append(document.createElement('pre'));
  const pre = added.querySelector('pre');
  if (pre) pre.textContent = JSON.stringify(JSON.parse(String(reading)), null, 2);
  added.scrollIntoView({ block: 'nearest' });
});

/** For whoever builds such a page: what filling takes each control for, and why, without a card. */
async function probe() {
  const { explainFill } = await import('/widget/core.js');
  const cards = upload.getAttribute('cards').split(' ');
  const explained = await Promise.all(cards.map((card) => explainFill(form, card)));
  const lines = explained.flatMap(({ controls, fields }, index) => {
    const lost = fields.filter(({ elements }) => elements.length === 0).map(({ path }) => path);
    const taken = controls.map(({ label, path, by, why, help }) =>
      path ? `  ${label} ← ${path} (found by ${by})` : `  ${label}: ${why}; ${help}`,
    );
    return [cards[index], ...taken, ...(lost.length > 0 ? [`  no place for: ${lost.join(', ')}`] : [])];
  });
  const list = document.createElement('pre');
  list.textContent = lines.join('\n');
  added.replaceChildren('Found on this page:', list);
  added.scrollIntoView({ block: 'nearest' });
}

document.querySelector('#probe').addEventListener('click', () => void probe());

offerSpecimens().catch(() => {
  pictures.hidden = true;
});
