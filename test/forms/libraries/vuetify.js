import 'vuetify/styles';
import { createVuetify } from 'vuetify';
import * as components from 'vuetify/components';
import * as directives from 'vuetify/directives';
import { idBackOpen, passport } from '../page/specimen.js';
import { vue } from '../page/vue.js';
import { day, is, part, same, sends } from '../page/wants.js';

const page = (initial, items, more = {}) =>
  vue(
    initial,
    `<v-app><v-form>${items}</v-form></v-app>`,
    (app) => app.use(createVuetify({ components, directives })),
    more,
  );
const sexes = {
  setup: () => ({
    sexes: [
      { title: 'Male', value: 'male' },
      { title: 'Female', value: 'female' },
    ],
  }),
};

export default [
  {
    id: 'text-field',
    mount: page(
      { name: '', idNumber: '' },
      '<v-text-field v-model="form.name" name="name" label="Name" /><v-text-field v-model="form.idNumber" name="idNumber" label="ID number" />',
    ),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'text-field-docs',
    mount: page(
      { name: '', address: '' },
      '<v-text-field v-model="form.name" label="Full name" :rules="[(v) => !!v || \'Required\']" required /><v-textarea v-model="form.address" label="Address" />',
    ),
    wants: { name: same('name'), address: same('address') },
  },
  {
    id: 'select',
    mount: page({ gender: null }, '<v-select v-model="form.gender" label="Gender" :items="sexes" />', sexes),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'autocomplete',
    cards: [passport],
    mount: page(
      { country: null },
      `<v-autocomplete v-model="form.country" label="Country" :items="['France', 'China', 'Japan']" />`,
    ),
    wants: { country: is('srcCountry', 'China') },
  },
  {
    id: 'combobox',
    mount: page(
      { address: null },
      `<v-combobox v-model="form.address" label="Address" :items="['上海市黄浦区示例路1号']" />`,
    ),
    wants: { address: same('address') },
  },
  {
    id: 'date-input',
    mount: page({ birth: null }, '<v-date-input v-model="form.birth" label="Date of birth" />'),
    wants: { birth: day('birth') },
  },
  {
    id: 'radio',
    mount: page(
      { sex: null },
      '<v-radio-group v-model="form.sex" label="Sex" inline><v-radio label="Male" value="male" /><v-radio label="Female" value="female" /></v-radio-group>',
    ),
    wants: { sex: sends(is('sex', 'female'), null) },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: page({ longTerm: false }, '<v-checkbox v-model="form.longTerm" label="Long-term" />'),
    wants: { longTerm: is('longTerm', true) },
  },
  {
    id: 'number-input',
    mount: page({ birthYear: null }, '<v-number-input v-model="form.birthYear" label="Year of birth" />'),
    wants: { birthYear: part('birth', 'year') },
  },
];
