import { speak } from './speak.js';
import { offerSpecimens } from './specimens.js';

// What a host page may add around the element; nothing here is needed for the filling itself.
const upload = document.querySelector('scan-fill');
const form = document.querySelector('form');
const added = document.querySelector('output');
const pictures = document.querySelector('.specimens');

const chinese = {
  title: '鸥角租车 – 纯 HTML 中的 Scanfill',
  brand: '鸥角租车',
  fictional: '虚构的公司',
  heading: '添加驾驶员',
  lead: '拍摄驾驶证即可。本页是纯 HTML：一个 script 标签，一个元素，无需打包工具。',
  specimens: '手边没有驾驶证？试试样本。',
  name: '驾驶员姓名',
  number: '驾驶证号码',
  archiveNum: '档案编号',
  phone: '交车时的联系电话',
  submit: '添加驾驶员',
  probe: '会填写哪些内容？',
};
const words = {
  en: { added: (name) => `${name} would be added. Nothing was sent.`, found: 'Found on this page:' },
  zh: { added: (name) => `将添加 ${name}。没有发送任何内容。`, found: '在本页找到：' },
};
const pages = {
  'driver-license-front': { en: 'Main page', zh: '主页' },
  'driver-license-back': { en: 'Second page', zh: '副页' },
};

let lang = 'en';
let tellSpecimens = (_lang) => {};
speak(chinese, (now) => {
  lang = now.lang;
  upload.setAttribute('lang', lang === 'zh' ? 'zh-CN' : 'en');
  upload.setAttribute('theme', now.theme);
  tellSpecimens(lang);
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const data = new FormData(form);
  // The element is form-associated: its whole reading is submitted under its name.
  const reading = data.get('licence');
  added.replaceChildren(words[lang].added(data.get('name')));
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
  list.lang = 'en';
  list.textContent = lines.join('\n');
  added.replaceChildren(words[lang].found, list);
  added.scrollIntoView({ block: 'nearest' });
}

document.querySelector('#probe').addEventListener('click', () => void probe());

offerSpecimens(upload, pictures, pages).then(
  (tell) => {
    tellSpecimens = tell;
    tell(lang);
  },
  () => {
    pictures.hidden = true;
  },
);
