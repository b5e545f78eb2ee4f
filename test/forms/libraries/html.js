import { hold } from '../page/hold.js';
import { html, numbers } from '../page/html.js';
import {
  bankCard,
  business,
  driverBack,
  driverFront,
  idBack,
  idBackOpen,
  idFront,
  passport,
} from '../page/specimen.js';
import { day, exactly, is, part, same } from '../page/wants.js';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const german = [
  'Januar',
  'Februar',
  'März',
  'April',
  'Mai',
  'Juni',
  'Juli',
  'August',
  'September',
  'Oktober',
  'November',
  'Dezember',
];

/** A text input for a date, told by its placeholder alone. */
const dateBy = (id, placeholder, pattern, lang = 'en', label = 'Date of birth') => ({
  id: `date-${id}`,
  lang,
  mount: html(`<form><label>${label} <input name="birth" placeholder="${placeholder}"></label></form>`),
  wants: { birth: exactly('birth', pattern) },
});

const select = (name, options, label = '') =>
  `<label>${label} <select name="${name}"><option value="">-</option>${options}</select></label>`;
const sexOptions = (pairs) => pairs.map(([value, text]) => `<option value="${value}">${text}</option>`).join('');
const sexRadios = (pairs, name = 'sex') =>
  pairs.map(([value, text]) => `<label><input type="radio" name="${name}" value="${value}"> ${text}</label>`).join('');

const sexBy = (id, pairs, value, { lang = 'en', radios = false, name = 'sex', label = 'Sex' } = {}) => ({
  id: `sex-${id}`,
  lang,
  mount: html(
    `<form>${radios ? `<fieldset><legend>${label}</legend>${sexRadios(pairs, name)}</fieldset>` : select(name, sexOptions(pairs), label)}</form>`,
  ),
  wants: { [name]: is('sex', value) },
});

const countryBy = (id, options, value, { lang = 'en', label = 'Issuing country', name = 'country' } = {}) => ({
  id: `country-${id}`,
  lang,
  cards: [passport],
  mount: html(`<form>${select(name, sexOptions(options), label)}</form>`),
  wants: { [name]: is('srcCountry', value) },
});

const text = (name, label, more = '') => `<p><label>${label} <input name="${name}" ${more}></label></p>`;

export default [
  {
    id: 'texts',
    mount: html(
      `<form>${text('name', 'Name')}${text('idNumber', 'ID number')}<label>Address <textarea name="address"></textarea></label></form>`,
    ),
    wants: { name: same('name'), idNumber: same('number'), address: same('address') },
  },
  {
    id: 'labels-for',
    mount: html(
      '<form><label for="a1">Full name</label><input id="a1"><label for="a2">National ID number</label><input id="a2"></form>',
      () => hold(() => ({ name: document.getElementById('a1').value, number: document.getElementById('a2').value })),
    ),
    wants: { name: same('name'), number: same('number') },
  },
  {
    id: 'labels-zh',
    lang: 'zh-CN',
    mount: html(
      '<form><label>姓名 <input name="f1"></label><label>身份证号码：<input name="f2"></label><label>住址 <input name="f3"></label></form>',
    ),
    wants: { f1: same('name'), f2: same('number'), f3: same('address') },
  },
  {
    id: 'labels-de',
    lang: 'de',
    cards: [passport],
    mount: html(
      '<form><label>Nachname <input name="f1"></label><label>Vorname <input name="f2"></label><label>Reisepassnummer <input name="f3"></label></form>',
    ),
    wants: { f1: same('surname'), f2: same('givenName'), f3: same('personId') },
  },
  {
    id: 'labels-fr',
    lang: 'fr',
    cards: [passport],
    mount: html(
      '<form><label>Nom de famille <input name="f1"></label><label>Prénom <input name="f2"></label><label>Date de naissance <input type="date" name="f3"></label></form>',
    ),
    wants: { f1: same('surname'), f2: same('givenName'), f3: day('birth') },
  },
  {
    id: 'labels-ja',
    lang: 'ja',
    cards: [passport],
    mount: html(
      '<form><label>姓 <input name="f1"></label><label>名 <input name="f2"></label><label>旅券番号 <input name="f3"></label></form>',
    ),
    wants: { f1: same('surname'), f2: same('givenName'), f3: same('personId') },
  },
  {
    id: 'labels-es',
    lang: 'es',
    cards: [passport],
    mount: html(
      '<form><label>Apellidos <input name="f1"></label><label>Nombre <input name="f2"></label><label>Número de pasaporte <input name="f3"></label></form>',
    ),
    wants: { f1: same('surname'), f2: same('givenName'), f3: same('personId') },
  },
  {
    id: 'aria-labelledby',
    mount: html(
      '<form><span id="l1">Name</span><input name="x1" aria-labelledby="l1"><input name="x2" aria-label="ID number"></form>',
    ),
    wants: { x1: same('name'), x2: same('number') },
  },
  {
    id: 'autofill-tokens',
    mount: html(
      `<form><input name="q1" autocomplete="section-a name"><input name="q2" autocomplete="name webauthn"><input name="q3" autocomplete="bday" type="date"><input name="q4" autocomplete="street-address"></form>`,
    ),
    wants: { q1: same('name'), q2: same('name'), q3: day('birth'), q4: same('address') },
  },
  {
    id: 'autofill-bday-parts',
    mount: html(
      '<form><input name="q1" autocomplete="bday-year"><input name="q2" autocomplete="bday-month"><input name="q3" autocomplete="bday-day"></form>',
    ),
    wants: {
      q1: part('birth', 'year'),
      q2: part('birth', 'month', (month) => [month, String(month).padStart(2, '0')]),
      q3: part('birth', 'day', (date) => [date, String(date).padStart(2, '0')]),
    },
  },
  {
    id: 'names-passport',
    cards: [passport],
    mount: html(
      `<form>${text('last_name', 'Last name')}${text('first_name', 'First name')}${text('full_name', 'Full name')}${text('passport_no', 'Passport number')}</form>`,
    ),
    wants: {
      last_name: same('surname'),
      first_name: same('givenName'),
      full_name: same('name'),
      passport_no: same('personId'),
    },
  },
  {
    id: 'names-rails',
    mount: html(`<form>${text('user[name]', 'Name')}${text('user[id_number]', 'ID number')}</form>`),
    wants: { 'user[name]': same('name'), 'user[id_number]': same('number') },
  },
  {
    id: 'business',
    cards: [business],
    mount: html(
      `<form>${text('companyName', 'Company name')}${text('creditCode', 'Unified social credit code')}${text('established', 'Date of establishment', 'type="date"')}</form>`,
    ),
    wants: { companyName: same('companyName'), creditCode: same('creditCode'), established: day('establishDate') },
  },
  {
    id: 'driver',
    cards: [driverFront],
    mount: html(
      `<form>${text('name', 'Name')}${text('licenceNumber', 'Licence number')}${text('vehicleType', 'Class')}${text('validEndDate', 'Valid until', 'type="date"')}</form>`,
    ),
    wants: {
      name: same('name'),
      licenceNumber: same('number'),
      vehicleType: same('vehicleType'),
      validEndDate: day('validEndDate'),
    },
  },
  {
    id: 'valid-period',
    cards: [idBack],
    mount: html(
      `<form>${text('startDate', 'Valid from', 'type="date"')}${text('endDate', 'Valid until', 'type="date"')}${text('authority', 'Issuing authority')}</form>`,
    ),
    wants: { startDate: day('startDate'), endDate: day('endDate'), authority: same('authority') },
  },
  {
    id: 'date-input',
    mount: html(`<form>${text('birthday', 'Birthday', 'type="date"')}</form>`),
    wants: { birthday: day('birth') },
  },
  {
    id: 'month-input',
    cards: [idBack],
    mount: html(`<form>${text('startDate', 'Valid from', 'type="month"')}</form>`),
    wants: { startDate: day('startDate', 'YYYY-MM') },
  },
  {
    id: 'datetime-local',
    mount: html(`<form>${text('birth', 'Date of birth', 'type="datetime-local"')}</form>`),
    wants: { birth: day('birth', 'YYYY-MM-DDT00:00') },
  },
  {
    id: 'date-minmax',
    mount: html(`<form>${text('birth', 'Date of birth', 'type="date" min="1950-01-01" max="2008-12-31"')}</form>`),
    cards: [{ ...idFront, number: undefined, birth: '1971-08-09' }],
    wants: { birth: day('birth') },
  },
  dateBy('dmy', 'dd/mm/yyyy', 'DD/MM/YYYY'),
  dateBy('mdy', 'MM/DD/YYYY', 'MM/DD/YYYY'),
  dateBy('german', 'TT.MM.JJJJ', 'DD.MM.YYYY', 'de', 'Geburtsdatum'),
  dateBy('french', 'jj/mm/aaaa', 'DD/MM/YYYY', 'fr', 'Date de naissance'),
  dateBy('russian', 'ДД.ММ.ГГГГ', 'DD.MM.YYYY', 'ru', 'Дата рождения'),
  dateBy('spanish', 'dd/mm/aaaa', 'DD/MM/YYYY', 'es', 'Fecha de nacimiento'),
  dateBy('chinese', 'yyyy年mm月dd日', 'YYYY年MM月DD日', 'zh', '出生日期'),
  dateBy('chinese-slashes', '年/月/日', 'YYYY/MM/DD', 'zh', '出生日期'),
  dateBy('spaced', 'dd / mm / yyyy', 'DD / MM / YYYY'),
  dateBy('example', 'e.g. 31/12/1990', 'DD/MM/YYYY'),
  dateBy('example-german', '31.12.1990', 'DD.MM.YYYY', 'de', 'Geburtsdatum'),
  dateBy('two-digit-year', 'dd/mm/yy', 'DD/MM/YY'),
  dateBy('us-two-digit', 'MM/DD/YY', 'MM/DD/YY'),
  dateBy('compact', 'YYYYMMDD', 'YYYYMMDD'),
  {
    id: 'date-month-name',
    mount: html('<form><label>Date of birth <input name="birth" placeholder="DD MMM YYYY"></label></form>'),
    cards: [idFront],
    wants: { birth: is('birth', '31 Dec 1949', '31 DEC 1949') },
  },
  {
    id: 'date-three-selects',
    mount: html(
      `<form><fieldset><legend>Date of birth</legend>${select('birthYear', numbers(2026, 1930), 'Year')}${select(
        'birthMonth',
        numbers(1, 12, (month) => months[month - 1]),
        'Month',
      )}${select('birthDay', numbers(1, 31), 'Day')}</fieldset></form>`,
    ),
    wants: { birthYear: part('birth', 'year'), birthMonth: part('birth', 'month'), birthDay: part('birth', 'day') },
  },
  {
    id: 'date-day-first-dependent',
    mount: html(
      `<form>${select('birthDay', '', 'Day')}${select(
        'birthMonth',
        numbers(1, 12, (month) => months[month - 1]),
        'Month',
      )}${select('birthYear', numbers(2026, 1930), 'Year')}</form>`,
      (app) => {
        const [date, month, year] = app.querySelectorAll('select');
        const fill = () => {
          const days = new Date(Number(year.value || 2000), Number(month.value), 0).getDate();
          date.innerHTML = `<option value="">-</option>${month.value && year.value ? numbers(1, days) : ''}`;
        };
        month.addEventListener('change', fill);
        year.addEventListener('change', fill);
      },
    ),
    afterwards: ({ sleep }) => sleep(300),
    wants: { birthYear: part('birth', 'year'), birthMonth: part('birth', 'month'), birthDay: part('birth', 'day') },
  },
  {
    id: 'date-month-from-zero',
    mount: html(
      `<form>${select('birthYear', numbers(2026, 1930))}${select(
        'birthMonth',
        numbers(0, 11, (month) => months[month]),
      )}${select('birthDay', numbers(1, 31))}</form>`,
    ),
    cards: [{ ...idFront, number: undefined, birth: '1949-11-30' }, idFront],
    wants: {
      birthYear: part('birth', 'year'),
      birthMonth: part('birth', 'month', (month) => [month - 1]),
      birthDay: part('birth', 'day'),
    },
  },
  {
    id: 'date-month-german',
    lang: 'de',
    mount: html(
      `<form>${select('birthYear', numbers(2026, 1930), 'Jahr')}${select(
        'birthMonth',
        numbers(
          1,
          12,
          (month) => german[month - 1],
          (month) => german[month - 1],
        ),
        'Monat',
      )}${select(
        'birthDay',
        numbers(1, 31, (date) => `${date}.`),
        'Tag',
      )}</form>`,
    ),
    wants: {
      birthYear: part('birth', 'year'),
      birthMonth: part('birth', 'month', (month) => [german[month - 1]]),
      birthDay: part('birth', 'day'),
    },
  },
  {
    id: 'date-ordinals',
    mount: html(
      `<form>${select('birthYear', numbers(2026, 1930))}${select(
        'birthMonth',
        numbers(1, 12, (month) => months[month - 1].slice(0, 3)),
      )}${select(
        'birthDay',
        numbers(
          1,
          31,
          (date) => `${date}${['th', 'st', 'nd', 'rd'][date % 10 > 3 || Math.floor(date / 10) === 1 ? 0 : date % 10]}`,
        ),
      )}</form>`,
    ),
    wants: { birthYear: part('birth', 'year'), birthMonth: part('birth', 'month'), birthDay: part('birth', 'day') },
  },
  {
    id: 'date-japan',
    lang: 'ja',
    mount: html(
      `<form>${select(
        'birthYear',
        numbers(2026, 1930, (year) => (year > 1988 ? `${year}年` : `${year}年（昭和${year - 1925}年）`)),
      )}${select(
        'birthMonth',
        numbers(1, 12, (month) => `${month}月`),
      )}${select(
        'birthDay',
        numbers(1, 31, (date) => `${date}日`),
      )}</form>`,
    ),
    wants: { birthYear: part('birth', 'year'), birthMonth: part('birth', 'month'), birthDay: part('birth', 'day') },
  },
  {
    id: 'date-thai-year',
    lang: 'th',
    mount: html(
      `<form>${select(
        'birthYear',
        numbers(2569, 2470, (year) => `พ.ศ. ${year}`),
        'ปีเกิด',
      )}</form>`,
    ),
    wants: { birthYear: part('birth', 'year', (year) => [year + 543]) },
  },
  sexBy(
    'MF',
    [
      ['M', 'Male'],
      ['F', 'Female'],
    ],
    'F',
  ),
  sexBy(
    '01',
    [
      ['0', '男'],
      ['1', '女'],
    ],
    '1',
    { lang: 'zh', label: '性别' },
  ),
  sexBy(
    '01-radio',
    [
      ['0', 'Male'],
      ['1', 'Female'],
    ],
    '1',
    { radios: true },
  ),
  sexBy(
    '21',
    [
      ['1', 'Female'],
      ['2', 'Male'],
    ],
    '1',
  ),
  sexBy(
    'german',
    [
      ['m', 'männlich'],
      ['w', 'weiblich'],
      ['d', 'divers'],
    ],
    'w',
    { lang: 'de', label: 'Geschlecht' },
  ),
  sexBy(
    'german-words',
    [
      ['1', 'Männlich'],
      ['2', 'Weiblich'],
    ],
    '2',
    { lang: 'de', label: 'Geschlecht', name: 'geschlecht' },
  ),
  sexBy(
    'spanish',
    [
      ['1', 'Mujer'],
      ['2', 'Hombre'],
    ],
    '1',
    { lang: 'es', label: 'Sexo', name: 'sexo' },
  ),
  sexBy(
    'german-radios',
    [
      ['1', 'Frau'],
      ['2', 'Herr'],
    ],
    '1',
    { lang: 'de', radios: true, label: 'Geschlecht' },
  ),
  sexBy(
    'arabic',
    [
      ['a', 'ذكر'],
      ['b', 'أنثى'],
    ],
    'b',
    { lang: 'ar', label: 'الجنس' },
  ),
  sexBy(
    'korean',
    [
      ['m', '남성'],
      ['f', '여성'],
    ],
    'f',
    { lang: 'ko', label: '성별' },
  ),
  sexBy(
    'gender-words',
    [
      ['man', 'Man'],
      ['woman', 'Woman'],
      ['other', 'Prefer to self-describe'],
    ],
    'woman',
    { name: 'gender', radios: true },
  ),
  {
    id: 'sex-codes-alone',
    mount: html(
      `<form>${select(
        'sex',
        sexOptions([
          ['0', '0'],
          ['1', '1'],
        ]),
        'Sex',
      )}</form>`,
    ),
    left: ['sex'],
  },
  countryBy(
    'alpha2',
    [
      ['FR', 'France'],
      ['CN', 'China'],
      ['JP', 'Japan'],
    ],
    'CN',
  ),
  countryBy(
    'alpha3',
    [
      ['FRA', 'France'],
      ['CHN', 'China'],
    ],
    'CHN',
  ),
  countryBy(
    'names',
    [
      ['12', "China (People's Republic of)"],
      ['44', 'Taiwan'],
      ['7', 'Chile'],
    ],
    '12',
  ),
  countryBy(
    'zh',
    [
      ['1', '中国'],
      ['2', '法国'],
    ],
    '1',
    { lang: 'zh', label: '国家' },
  ),
  countryBy(
    'german',
    [
      ['1', 'Chile'],
      ['2', 'China'],
      ['3', 'Frankreich'],
    ],
    '2',
    { lang: 'de', label: 'Ausstellungsland' },
  ),
  {
    id: 'country-datalist',
    cards: [passport],
    mount: html(
      '<form><label>Country <input name="country" list="lands"></label><datalist id="lands"><option value="France"><option value="China"><option value="Japan"></datalist></form>',
    ),
    wants: { country: is('srcCountry', 'China') },
  },
  {
    id: 'card-number',
    cards: [bankCard],
    mount: html(
      `<form>${text('cardNumber', 'Card number', 'inputmode="numeric" autocomplete="cc-number" maxlength="23"')}</form>`,
    ),
    wants: { cardNumber: same('bankCardNum') },
  },
  {
    id: 'card-number-type',
    cards: [bankCard],
    mount: html(`<form>${text('bankCardNum', 'Card number', 'type="number"')}</form>`),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'leading-zero-number',
    cards: [driverBack],
    mount: html(`<form>${text('archiveNum', 'File number', 'type="number"')}</form>`),
    wants: { archiveNum: same('archiveNum') },
  },
  {
    id: 'card-too-short',
    cards: [bankCard],
    mount: html(`<form>${text('cardNumber', 'Card number', 'maxlength="16"')}</form>`),
    wants: { cardNumber: same('bankCardNum') },
  },
  {
    id: 'card-split',
    cards: [bankCard],
    mount: html(
      `<form><fieldset><legend>Card number</legend>${[4, 4, 4, 7].map((length, index) => `<input name="card${index + 1}" maxlength="${length}" size="${length}" aria-label="Card number, part ${index + 1}">`).join('')}</fieldset></form>`,
    ),
    wants: {
      card1: is('bankCardNum', '6222'),
      card2: is('bankCardNum', '0212'),
      card3: is('bankCardNum', '3456'),
      card4: is('bankCardNum', '7890128'),
    },
  },
  {
    id: 'id-split',
    mount: html(
      `<form><fieldset><legend>ID number</legend>${[6, 8, 4].map((length) => `<input name="idNumber[]" maxlength="${length}" size="${length}">`).join('')}</fieldset></form>`,
      (app) => hold(() => ({ number: [...app.querySelectorAll('input')].map((input) => input.value).join('') })),
    ),
    wants: { number: same('number') },
  },
  {
    id: 'long-term-checkbox',
    cards: [idBackOpen],
    mount: html(
      `<form>${text('endDate', 'Valid until', 'type="date"')}<label><input type="checkbox" name="longTerm"> Long-term</label></form>`,
    ),
    wants: { longTerm: is('longTerm', 'on') },
    left: ['endDate'],
  },
  {
    id: 'long-term-text',
    cards: [idBackOpen],
    lang: 'zh',
    mount: html(`<form>${text('endDate', '有效期至', 'placeholder="长期"')}</form>`),
    wants: { endDate: is('endDate', '长期') },
  },
  {
    id: 'cascade-selects',
    mount: html(
      `<form>${select(
        'province',
        sexOptions([
          ['31', '上海市'],
          ['11', '北京市'],
        ]),
        'Province',
      )}${select('city', '', 'City')}${select('district', '', 'District')}</form>`,
      (app) => {
        const [province, city, district] = app.querySelectorAll('select');
        const first = '<option value="">-</option>';
        province.addEventListener('change', () => {
          city.innerHTML =
            first +
            (province.value === '11' ? '<option value="1101">市辖区</option>' : '<option value="3101">市辖区</option>');
          district.innerHTML = first;
        });
        city.addEventListener('change', () => {
          district.innerHTML =
            first +
            (city.value === '1101'
              ? '<option value="110101">东城区</option><option value="110105">朝阳区</option>'
              : '<option value="310101">黄浦区</option>');
        });
      },
    ),
    wants: { province: is('address', '11'), city: is('address', '1101'), district: is('address', '110105') },
  },
  {
    id: 'ethnic-select',
    lang: 'zh',
    mount: html(
      `<form>${select(
        'nation',
        sexOptions([
          ['01', '汉族'],
          ['02', '蒙古族'],
        ]),
        '民族',
      )}</form>`,
    ),
    wants: { nation: is('nationality', '01') },
  },
  {
    id: 'nationality-citizenship',
    mount: html(`<form>${text('nationality', 'Nationality')}</form>`),
    left: ['nationality'],
  },
  {
    id: 'open-shadow',
    mount: (app) => {
      app.innerHTML = '<form><div id="host"></div></form>';
      const root = app.querySelector('#host').attachShadow({ mode: 'open' });
      root.innerHTML = '<label>Name <input name="name"></label><label>ID number <input name="idNumber"></label>';
      const value = (name) => root.querySelector(`[name=${name}]`).value;
      hold(() => ({ name: value('name'), idNumber: value('idNumber') }));
    },
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'closed-shadow',
    mount: (app) => {
      app.innerHTML = '<form><div id="host"></div></form>';
      const root = app.querySelector('#host').attachShadow({ mode: 'closed' });
      root.innerHTML = '<label>Name <input name="name"></label>';
      hold(() => ({ name: root.querySelector('input').value }));
    },
    wants: { name: same('name') },
  },
  {
    id: 'iframe',
    mount: async (app) => {
      app.innerHTML = '<form><iframe title="part" srcdoc="<label>Name <input name=name></label>"></iframe></form>';
      const frame = app.querySelector('iframe');
      await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
      hold(() => ({ name: frame.contentDocument.querySelector('input').value }));
    },
    wants: { name: same('name') },
  },
  {
    id: 'contenteditable',
    mount: html(
      '<form><div id="n">Name</div><div contenteditable role="textbox" aria-labelledby="n"></div></form>',
      (app) => hold(() => ({ name: app.querySelector('[contenteditable]').textContent })),
    ),
    wants: { name: same('name') },
  },
  {
    id: 'form-associated-element',
    mount: (app) => {
      if (!customElements.get('x-field'))
        customElements.define(
          'x-field',
          class extends HTMLElement {
            static formAssociated = true;
            #internals = this.attachInternals();
            connectedCallback() {
              const root = this.attachShadow({ mode: 'open' });
              root.innerHTML = '<label>Name <input></label>';
              root
                .querySelector('input')
                .addEventListener('input', (event) => this.#internals.setFormValue(event.target.value));
            }
          },
        );
      app.innerHTML = '<form><x-field name="name"></x-field></form>';
    },
    wants: { name: same('name') },
  },
  {
    id: 'form-attribute',
    mount: html('<form id="f"></form><label>Name <input name="name" form="f"></label>', (app) =>
      hold(() => ({ name: app.querySelector('input').value })),
    ),
    wants: { name: same('name') },
  },
  {
    id: 'form-with-named-controls',
    mount: html(
      `<form>${text('elements', 'Elements')}${text('name', 'Name')}${text('id', 'Note')}${text('idNumber', 'ID number')}</form>`,
    ),
    wants: { name: same('name'), idNumber: same('number') },
    left: ['elements', 'id'],
  },
  {
    id: 'readonly',
    mount: html(`<form>${text('name', 'Name', 'readonly value="李四"')}${text('idNumber', 'ID number')}</form>`),
    wants: { idNumber: same('number') },
    left: ['name'],
  },
  {
    id: 'typed-before',
    mount: html(`<form>${text('name', 'Name')}${text('idNumber', 'ID number')}</form>`, (app) => {
      app.querySelector('[name=name]').value = '王五';
    }),
    wants: { idNumber: same('number') },
    left: ['name'],
  },
  {
    id: 'others-groups',
    mount: html(
      `<form>${text('name', 'Name')}${text('passengers[1][name]', 'Passenger 2: name')}${text('father[name]', "Father's name")}${text('company[name]', 'Company name')}${text('spouse.address', "Spouse's address")}${text('emergencyContactName', 'Emergency contact')}</form>`,
    ),
    wants: { name: same('name') },
    left: ['passengers[1][name]', 'father[name]', 'company[name]', 'spouse.address', 'emergencyContactName'],
  },
  {
    id: 'honeypots',
    mount: html(
      `<form>${text('name', 'Name')}<div style="display:none">${text('address', 'Address')}</div><div aria-hidden="true">${text('idNumber', 'Leave this empty')}</div><div style="position:absolute;left:-9999px"><input name="fullname" tabindex="-1" autocomplete="off"></div></form>`,
    ),
    wants: { name: same('name') },
    left: ['address', 'idNumber', 'fullname'],
  },
  {
    id: 'telephone-number',
    mount: html(
      `<form>${text('number', 'Phone', 'type="tel"')}${text('email', 'E-mail', 'type="email"')}${text('houseNumber', 'House number')}${text('idNumber', 'ID number')}</form>`,
    ),
    wants: { idNumber: same('number') },
    left: ['number', 'email', 'houseNumber'],
  },
  {
    id: 'login-and-search',
    mount: html(
      `<form>${text('username', 'User name', 'autocomplete="username"')}${text('password', 'Password', 'type="password"')}${text('q', 'Search', 'type="search"')}<input type="hidden" name="address" value="">${text('name', 'Name')}</form>`,
    ),
    wants: { name: same('name') },
    left: ['username', 'password', 'q', 'address'],
  },
  {
    id: 'password-managers',
    mount: html(
      `<form>${text('name', 'Name', 'autocomplete="off" data-1p-ignore data-lpignore="true"')}${text('idNumber', 'ID number', 'autocomplete="new-password"')}</form>`,
    ),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'later-step',
    mount: html(`<form>${text('name', 'Name')}<button type="button">Next</button></form>`, (app) => {
      app.querySelector('button').addEventListener('click', () => {
        app.querySelector('form').insertAdjacentHTML('beforeend', text('idNumber', 'ID number'));
      });
    }),
    afterwards: async ({ app, sleep }) => {
      app.querySelector('button').click();
      await sleep(800);
    },
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'mapped',
    map: { name: 'who', number: '#which' },
    mount: html('<form><input name="who"><input name="what" id="which"></form>'),
    wants: { who: same('name'), what: same('number') },
  },
  {
    id: 'declared',
    mount: html(
      '<form><input name="who" data-scanfill="name"><input name="name" data-scanfill="none"><input name="year" data-scanfill="birth.year"></form>',
    ),
    wants: { who: same('name'), year: part('birth', 'year') },
    left: ['name'],
  },
  {
    id: 'pattern-and-case',
    cards: [{ ...idFront, number: '11010519491231002x' }],
    mount: html(
      `<form>${text('idNumber', 'ID number', 'pattern="[0-9]{17}[0-9X]" style="text-transform:uppercase"')}</form>`,
    ),
    wants: { idNumber: same('number') },
  },
];
