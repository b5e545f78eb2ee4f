import { bankCard, idBackOpen } from '../page/specimen.js';
import { vue } from '../page/vue.js';
import { day, is, part, same, sends } from '../page/wants.js';

export default [
  {
    id: 'v-model',
    mount: vue(
      { name: '', idNumber: '' },
      '<form><label>Name <input v-model="form.name" name="name"></label><label>ID number <input v-model="form.idNumber" name="idNumber"></label></form>',
    ),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'v-model-docs',
    mount: vue(
      { name: '', address: '' },
      '<form><label>Name <input v-model="form.name" placeholder="edit me"></label><label>Address <textarea v-model="form.address"></textarea></label></form>',
    ),
    wants: { name: same('name'), address: same('address') },
  },
  {
    id: 'v-model-lazy',
    mount: vue({ name: '' }, '<form><input v-model.lazy="form.name" name="name"></form>'),
    wants: { name: same('name') },
  },
  {
    id: 'v-model-trim',
    mount: vue({ address: '' }, '<form><input v-model.trim="form.address" name="address"></form>'),
    wants: { address: same('address') },
  },
  {
    id: 'v-model-number',
    cards: [bankCard],
    mount: vue({ bankCardNum: '' }, '<form><input v-model.number="form.bankCardNum" name="bankCardNum"></form>'),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'v-model-number-year',
    mount: vue(
      { birthYear: '' },
      '<form><label>Year of birth <input v-model.number="form.birthYear" type="number"></label></form>',
    ),
    wants: { birthYear: part('birth', 'year') },
  },
  {
    id: 'date',
    mount: vue({ birth: '' }, '<form><label>Birthday <input type="date" v-model="form.birth"></label></form>'),
    wants: { birth: day('birth') },
  },
  {
    id: 'select-objects',
    lang: 'zh',
    mount: vue(
      {
        sex: null,
        sexes: [
          { value: 'male', label: '男' },
          { value: 'female', label: '女' },
        ],
      },
      '<form><label>性别 <select v-model="form.sex" name="sex"><option v-for="one in form.sexes" :key="one.value" :value="one">{{ one.label }}</option></select></label></form>',
    ),
    wants: { sex: sends(is('sex', { value: 'female', label: '女' }), null) },
  },
  {
    id: 'select',
    mount: vue(
      { picked: '' },
      '<form><label>Gender <select v-model="form.picked"><option disabled value="">Please select one</option><option>Male</option><option>Female</option></select></label></form>',
    ),
    wants: { picked: is('sex', 'Female') },
  },
  {
    id: 'radio',
    mount: vue(
      { sex: '' },
      '<form><label><input type="radio" v-model="form.sex" name="sex" value="male"> Male</label><label><input type="radio" v-model="form.sex" name="sex" value="female"> Female</label></form>',
    ),
    wants: { sex: is('sex', 'female') },
  },
  {
    id: 'radio-noname',
    mount: vue(
      { sex: '' },
      '<form><fieldset><legend>Sex</legend><input type="radio" id="one" value="male" v-model="form.sex"><label for="one">Male</label><input type="radio" id="two" value="female" v-model="form.sex"><label for="two">Female</label></fieldset></form>',
    ),
    wants: { sex: is('sex', 'female') },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: vue(
      { longTerm: false },
      '<form><label><input type="checkbox" v-model="form.longTerm" name="longTerm"> Long-term</label></form>',
    ),
    wants: { longTerm: is('longTerm', true) },
  },
  {
    id: 'dependent-days',
    mount: vue(
      { birthYear: '', birthMonth: '', birthDay: '' },
      `<form>
        <select v-model="form.birthYear" name="birthYear"><option v-for="n in 90" :key="n">{{ 1935 + n }}</option></select>
        <select v-model="form.birthMonth" name="birthMonth"><option v-for="n in 12" :key="n">{{ n }}</option></select>
        <select v-model="form.birthDay" name="birthDay"><option v-for="n in days" :key="n">{{ n }}</option></select></form>`,
      undefined,
      {
        computed: {
          days() {
            const { birthYear, birthMonth } = this.form;
            return birthYear && birthMonth ? new Date(Number(birthYear), Number(birthMonth), 0).getDate() : 0;
          },
        },
      },
    ),
    restMs: 400,
    wants: { birthYear: part('birth', 'year'), birthMonth: part('birth', 'month'), birthDay: part('birth', 'day') },
  },
  {
    id: 'v-if',
    mount: vue(
      { name: '', idNumber: '' },
      '<form><input v-model="form.name" name="name"><input v-if="form.name" v-model="form.idNumber" name="idNumber"></form>',
    ),
    restMs: 700,
    wants: { name: same('name'), idNumber: same('number') },
  },
];
