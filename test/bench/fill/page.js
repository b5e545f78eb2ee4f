const { fillForm } = await import(new URL('/widget/core.js', location.href).href);

const form = document.getElementById('form');
const codes = [
  'AF AL DZ AR AM AU AT AZ BD BY BE BR BG KH CA CL CN CO HR CU CZ DK EG EE FI FR GE DE GR HU IN ID IR IQ IE IL IT JP',
  'JO KZ KE KR KW LA LV LB LT MY MX MN MA MM NP NL NZ NG NO PK PE PH PL PT QA RO RU SA RS SG SK SI ZA ES LK SE CH SY',
  'TH TR UA AE GB US UY UZ VN YE',
].flatMap((line) => line.split(' '));
const names = new Intl.DisplayNames('en', { type: 'region' });
const numbers = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => String(from + at));
const offer = (id, texts, values = texts) => {
  document.getElementById(id).append(new Option('', ''), ...texts.map((text, at) => new Option(text, values[at])));
};
offer('year', numbers(1900, 2026));
offer('month', numbers(1, 12));
offer('day', numbers(1, 31));
offer(
  'country',
  codes.map((code) => names.of(code)),
  codes,
);

const [list, options] = [document.getElementById('list'), document.getElementById('options')];
for (const code of codes) {
  const option = Object.assign(document.createElement('div'), { textContent: names.of(code) });
  option.setAttribute('role', 'option');
  options.append(option);
}
const show = (isOpen) => {
  options.hidden = !isOpen;
  list.setAttribute('aria-expanded', String(isOpen));
};
list.addEventListener('mousedown', () => show(options.hidden));
options.addEventListener('click', ({ target }) => {
  list.textContent = target.textContent;
  show(false);
});
// As a form library's state does: each event is answered by some work on the page.
form.addEventListener('input', ({ target }) => target.closest('label')?.toggleAttribute('data-dirty', true));

const card = {
  name: 'SAMPLE ANNA',
  surname: 'SAMPLE',
  givenName: 'ANNA',
  number: '11010519491231002X',
  personId: 'E12345678',
  address: '北京市朝阳区虚构路1号',
  birthPlace: 'BEIJING',
  authority: '虚构市公安局',
  bankCardNum: '6222021234567890128',
  plateNum: '京A12345',
  vin: 'LSVAA4182E2123456',
  birth: '1949-12-31',
  startDate: '2010-05-06',
  endDate: '2030-05-16',
  sex: 'female',
  citizenship: 'CHN',
  srcCountry: 'CHN',
};

/** Fills the form; gives how many controls it has, how many hold their value, and how long that took, ms. */
globalThis.fill = async () => {
  const controls = form.querySelectorAll('input:not([type=radio]),textarea,select,[role=combobox]').length + 1;
  performance.mark('fill begins');
  const startedAt = performance.now();
  const { filled } = await fillForm(form, card).settled;
  const tookMs = performance.now() - startedAt;
  performance.mark('fill ends');
  return { controls, filled: filled.length, tookMs };
};
