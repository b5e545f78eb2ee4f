import { offerSpecimens } from './specimens.js';

// Inside the frame: what is handed in here, the page around it does not see either.
const upload = document.querySelector('scan-fill');
const pictures = document.querySelector('.specimens');
const titles = { en: 'No passport at hand? Try a specimen.', zh: '手边没有护照？试试样本。' };

let offer;
/** The page around tells card, language and theme, one attribute after the other. */
async function follow() {
  if (!upload.hasAttribute('card')) return;
  offer ??= offerSpecimens(upload, pictures);
  const tell = await offer;
  const lang = upload.getAttribute('lang')?.startsWith('zh') ? 'zh' : 'en';
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.dataset.theme = upload.getAttribute('theme') ?? 'auto';
  document.querySelector('#specimens-title').textContent = titles[lang];
  tell(lang);
  pictures.hidden = false;
}

const keepUp = () => void follow().catch(() => observer.disconnect());
const observer = new MutationObserver(keepUp);
observer.observe(upload, { attributeFilter: ['card', 'lang', 'theme'] });
keepUp();
