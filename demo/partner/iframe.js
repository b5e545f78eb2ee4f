import { createScanFrame } from '/widget/frame-host.js';
import { speak } from './speak.js';

const chinese = {
  title: '林登霍夫酒店 – 框架中的 Scanfill',
  brand: '林登霍夫酒店',
  fictional: '虚构的酒店',
  heading: '在线办理入住',
  lead: '下方的上传区域是来自另一来源的框架：本页看不到照片，只得到读出的字段。',
  surname: '姓',
  givenName: '名',
  personId: '护照号码',
  srcCountry: '签发国',
  birthDate: '出生日期',
  expireDate: '有效期至',
  submit: '办理入住',
};
const words = {
  en: { frame: 'Passport upload', done: (name) => `${name} would be checked in. Nothing was sent.` },
  zh: { frame: '上传护照', done: (name) => `将为 ${name} 办理入住。没有发送任何内容。` },
};

// The same server under its other name: to the browser that is another site, as the operator's own would be.
const twins = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' };
const address = new URL('/frame.html', location.href);
address.hostname = twins[address.hostname] ?? address.hostname;
document.querySelector('#origin').textContent = address.origin;

/** The hotel's backend opens a session for its guest; the frame asks for it here. */
async function session() {
  const response = await fetch('/session', { method: 'POST' });
  if (!response.ok) throw new Error(`The session could not be opened (${response.status}).`);
  return response.json();
}

let lang = 'en';
let frame;
speak(chinese, (now) => {
  lang = now.lang;
  // A frame is told its language and theme when it starts: another one begins anew. What was filled stays in the form.
  frame?.remove();
  frame = createScanFrame(document.querySelector('#frame'), {
    src: address.href,
    title: words[lang].frame,
    card: 'passport',
    lang: lang === 'zh' ? 'zh-CN' : 'en',
    theme: now.theme,
    review: 'off',
    session,
    fill: '#check-in',
  });
});

document.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const guest = new FormData(event.currentTarget);
  document.querySelector('output').textContent = words[lang].done(`${guest.get('givenName')} ${guest.get('surname')}`);
});
