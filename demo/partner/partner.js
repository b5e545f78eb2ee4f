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

offerSpecimens().catch(() => {
  pictures.hidden = true;
});
