import naive from 'naive-ui';
import { area, hangzhou, places } from '../page/places.js';
import { idBackOpen, idFront, passport } from '../page/specimen.js';
import { vue } from '../page/vue.js';
import { day, is, part, same, sends } from '../page/wants.js';

const page = (initial, items, more = {}) =>
  vue(initial, `<n-form :model="form" label-placement="left">${items}</n-form>`, (app) => app.use(naive), more);
const item = (label, control) => `<n-form-item label="${label}">${control}</n-form-item>`;
const sexes = {
  setup: () => ({
    sexes: [
      { label: 'Male', value: 'male' },
      { label: 'Female', value: 'female' },
    ],
  }),
};

export default [
  {
    id: 'input',
    mount: page(
      { name: '', address: '' },
      item('Name', '<n-input v-model:value="form.name" placeholder="Input" />') +
        item('Address', '<n-input v-model:value="form.address" type="textarea" />'),
    ),
    wants: { name: same('name'), address: same('address') },
  },
  {
    id: 'input-props',
    mount: page({ name: '' }, item('Name', `<n-input v-model:value="form.name" :input-props="{ name: 'name' }" />`)),
    wants: { name: same('name') },
  },
  {
    id: 'select',
    mount: page({ gender: null }, item('Gender', '<n-select v-model:value="form.gender" :options="sexes" />'), sexes),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'select-filter',
    cards: [passport],
    mount: page(
      { country: null },
      item('Country', '<n-select v-model:value="form.country" filterable :options="lands" />'),
      {
        setup: () => ({
          lands: [
            { label: 'France', value: 'FRA' },
            { label: 'China', value: 'CHN' },
          ],
        }),
      },
    ),
    wants: { country: is('srcCountry', 'CHN') },
  },
  {
    id: 'radio',
    mount: page(
      { sex: null },
      item(
        'Sex',
        '<n-radio-group v-model:value="form.sex" name="sex"><n-radio value="male">Male</n-radio><n-radio value="female">Female</n-radio></n-radio-group>',
      ),
    ),
    wants: { sex: is('sex', 'female') },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: page(
      { longTerm: false },
      item('Validity', '<n-checkbox v-model:checked="form.longTerm">Long-term</n-checkbox>'),
    ),
    wants: { longTerm: is('longTerm', true) },
  },
  {
    id: 'input-number',
    mount: page({ birthYear: null }, item('Year of birth', '<n-input-number v-model:value="form.birthYear" />')),
    wants: { birthYear: part('birth', 'year') },
  },
  {
    id: 'date-picker',
    mount: page(
      { birth: null },
      item(
        'Date of birth',
        '<n-date-picker v-model:formatted-value="form.birth" value-format="yyyy-MM-dd" type="date" />',
      ),
    ),
    wants: { birth: sends(day('birth'), null) },
  },
  {
    id: 'cascader',
    lang: 'zh',
    cards: [idFront, hangzhou],
    mount: page(
      { area: null },
      item('所在地区', '<n-cascader v-model:value="form.area" :options="places" check-strategy="child" />'),
      { setup: () => ({ places: places() }) },
    ),
    wants: { area: { ...area(), values: (card) => [area().values(card)[0].at(-1)] } },
  },
];
