const kinds = {
  clean: { en: 'a scan', zh: '扫描件' },
  photo: { en: 'a photo', zh: '手机照片' },
};

/**
 * Offers the specimens of an upload element's cards in `box`, each handed in by one press: the element takes a photo
 * from anywhere on its page. `names`: what a card is called, where there are several. Answers how to tell another
 * language, `en` or `zh`.
 */
export async function offerSpecimens(upload, box, names = {}) {
  const response = await fetch('/specimens/index.json');
  const specimens = await response.json();
  const cards = (upload.getAttribute('cards') ?? upload.getAttribute('card') ?? '').split(' ');
  const offered = specimens
    .filter(({ card }) => cards.includes(card))
    .map(({ card, file, kind, alt }) => {
      const button = document.createElement('button');
      const image = new Image();
      const words = document.createElement('span');
      button.type = 'button';
      image.src = `/specimens/${encodeURIComponent(file)}`;
      button.append(image, words);
      button.addEventListener('click', () => handIn(upload, image.src, file, card));
      const tell = (lang) => {
        image.alt = alt[lang];
        words.textContent = [names[card]?.[lang], kinds[kind]?.[lang]]
          .filter(Boolean)
          .join(lang === 'zh' ? '，' : ', ');
      };
      return { button, tell };
    });
  box.append(...offered.map(({ button }) => button));
  return (lang) => {
    for (const { tell } of offered) tell(lang);
  };
}

async function handIn(upload, url, name, card) {
  const blob = await (await fetch(url)).blob();
  upload.choose(new File([blob], name, { type: blob.type }), card);
}
