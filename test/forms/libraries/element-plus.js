import 'element-plus/dist/index.css';
import ElementPlus from 'element-plus';
import { area, hangzhou, hangzhouShort, places, placesBelow } from '../page/places.js';
import { bankCard, idBack, idBackOpen, idFront, passport } from '../page/specimen.js';
import { vue } from '../page/vue.js';
import { day, is, part, same, sends } from '../page/wants.js';

/** An `el-form` as the documentation has it: labels and models, seldom a name. */
const page = (initial, items, more = {}) =>
  vue(
    { ...initial },
    `<el-form :model="form" label-width="140px">${items}</el-form>`,
    (app) => app.use(ElementPlus),
    more,
  );
const item = (label, control, prop = '') => `<el-form-item label="${label}" prop="${prop}">${control}</el-form-item>`;
const options = (pairs) => pairs.map(([value, label]) => `<el-option label="${label}" value="${value}" />`).join('');

export default [
  {
    id: 'input-docs',
    mount: page(
      { name: '', idNumber: '' },
      item('Name', '<el-input v-model="form.name" />') +
        item('ID number', '<el-input v-model="form.idNumber" clearable />'),
    ),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'input-zh',
    lang: 'zh',
    mount: page(
      { name: '', number: '' },
      item('姓名', '<el-input v-model="form.name" placeholder="请输入" />', 'name') +
        item('身份证号', '<el-input v-model="form.number" />', 'number'),
    ),
    wants: { name: same('name'), number: same('number') },
  },
  {
    id: 'input-maxlength',
    mount: page(
      { idNumber: '', address: '' },
      item('ID number', '<el-input v-model="form.idNumber" name="idNumber" maxlength="18" show-word-limit />') +
        item('Address', '<el-input v-model="form.address" name="address" type="textarea" :rows="2" />'),
    ),
    wants: { idNumber: same('number'), address: same('address') },
  },
  {
    id: 'input-formatter',
    cards: [bankCard],
    mount: page(
      { bankCardNum: '' },
      item(
        'Card number',
        '<el-input v-model="form.bankCardNum" name="bankCardNum" :formatter="group" :parser="bare" />',
      ),
      {
        methods: {
          group: (value) => `${value}`.replace(/(.{4})(?=.)/g, '$1 '),
          bare: (value) => value.replace(/ /g, ''),
        },
      },
    ),
    wants: { bankCardNum: same('bankCardNum') },
  },
  {
    id: 'date',
    mount: page(
      { birth: null },
      item('Date of birth', '<el-date-picker v-model="form.birth" type="date" placeholder="Pick a day" />'),
    ),
    wants: { birth: day('birth') },
  },
  {
    id: 'date-fmt',
    mount: page(
      { birth: null },
      item(
        'Date of birth',
        '<el-date-picker v-model="form.birth" type="date" name="birth" format="DD.MM.YYYY" value-format="YYYY-MM-DD" />',
      ),
    ),
    wants: { birth: sends(day('birth'), null) },
  },
  {
    id: 'date-range',
    cards: [idBack],
    mount: page(
      { valid: [] },
      item(
        'Valid',
        '<el-date-picker v-model="form.valid" type="daterange" value-format="YYYY-MM-DD" start-placeholder="Valid from" end-placeholder="Valid until" />',
      ),
    ),
    wants: { valid: is('startDate', ['2010-05-06', '2030-05-16']) },
  },
  {
    id: 'select',
    mount: page(
      { gender: '' },
      item(
        'Gender',
        `<el-select v-model="form.gender" placeholder="Select">${options([
          ['male', 'Male'],
          ['female', 'Female'],
        ])}</el-select>`,
      ),
    ),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'select-filter',
    cards: [passport],
    mount: page(
      { country: '' },
      item(
        'Country',
        `<el-select v-model="form.country" filterable>${options([
          ['FRA', 'France'],
          ['CHN', 'China'],
        ])}</el-select>`,
      ),
    ),
    wants: { country: is('srcCountry', 'CHN') },
  },
  {
    id: 'radio',
    mount: page(
      { gender: '' },
      item(
        'Gender',
        '<el-radio-group v-model="form.gender" name="gender"><el-radio value="male">Male</el-radio><el-radio value="female">Female</el-radio></el-radio-group>',
      ),
    ),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'radio-noname',
    mount: page(
      { sex: '' },
      item(
        'Sex',
        '<el-radio-group v-model="form.sex"><el-radio value="1">Male</el-radio><el-radio value="2">Female</el-radio></el-radio-group>',
      ),
    ),
    wants: { sex: is('sex', '2') },
  },
  {
    id: 'radio-button',
    lang: 'zh',
    mount: page(
      { sex: '' },
      item(
        '性别',
        '<el-radio-group v-model="form.sex"><el-radio-button label="男" value="m" /><el-radio-button label="女" value="f" /></el-radio-group>',
      ),
    ),
    wants: { sex: is('sex', 'f') },
  },
  {
    id: 'inputnumber',
    mount: page(
      { birthYear: 0 },
      item('Year of birth', '<el-input-number v-model="form.birthYear" :min="0" :max="2100" />'),
    ),
    wants: { birthYear: part('birth', 'year') },
  },
  {
    id: 'cascader',
    mount: page({ address: [] }, item('Address', '<el-cascader v-model="form.address" :options="places" />'), {
      setup: () => ({
        places: [
          { value: 'shanghai', label: '上海市', children: [{ value: 'huangpu', label: '黄浦区' }] },
          {
            value: 'beijing',
            label: '北京市',
            children: [
              { value: 'dongcheng', label: '东城区' },
              { value: 'chaoyang', label: '朝阳区' },
            ],
          },
        ],
      }),
    }),
    wants: { address: is('address', ['beijing', 'chaoyang']) },
  },
  {
    id: 'cascader-area',
    lang: 'zh',
    cards: [idFront, hangzhou, hangzhouShort],
    mount: page({ area: [] }, item('所在地区', '<el-cascader v-model="form.area" :options="places" clearable />'), {
      setup: () => ({ places: places() }),
    }),
    wants: { area: area() },
  },
  {
    id: 'cascader-lazy',
    cards: [hangzhou],
    mount: page(
      { area: [] },
      item('Province, city, district', '<el-cascader v-model="form.area" :props="lazy" filterable />'),
      {
        setup: () => ({
          lazy: {
            lazy: true,
            lazyLoad: async ({ value }, resolve) => resolve(await placesBelow(value)),
          },
        }),
      },
    ),
    wants: { area: area() },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: page({ longTerm: false }, item('Validity', '<el-checkbox v-model="form.longTerm" label="Long-term" />')),
    wants: { longTerm: is('longTerm', true) },
  },
  {
    id: 'switch',
    cards: [idBackOpen],
    mount: page({ longTerm: false }, item('Long-term', '<el-switch v-model="form.longTerm" />')),
    wants: { longTerm: is('longTerm', true) },
  },
  {
    id: 'autocomplete',
    mount: page(
      { address: '' },
      item(
        'Address',
        '<el-autocomplete v-model="form.address" :fetch-suggestions="(text, done) => done([{ value: \'上海市黄浦区示例路1号\' }])" />',
      ),
    ),
    wants: { address: same('address') },
  },
  {
    // The form with rules of its documentation: every kind of control in one, each under rules of its own.
    id: 'docs-validation',
    left: ['time', 'delivery', 'type'],
    mount: page(
      { name: '', nation: '', birth: '', time: '', delivery: false, type: [], sex: '', address: '' },
      `<el-form-item label="Full name" prop="name" :rules="[{ required: true, trigger: 'blur' }, { min: 2, max: 5, trigger: 'blur' }]"><el-input v-model="form.name" /></el-form-item>
       <el-form-item label="Ethnic group" prop="nation" :rules="[{ required: true, trigger: 'change' }]"><el-select v-model="form.nation" placeholder="Ethnic group">${options(
         [
           ['01', '汉族'],
           ['11', '满族'],
         ],
       )}</el-select></el-form-item>
       <el-form-item label="Date of birth" required><el-col :span="11"><el-form-item prop="birth"><el-date-picker v-model="form.birth" type="date" placeholder="Choose a date" style="width: 100%" /></el-form-item></el-col><el-col :span="2">-</el-col><el-col :span="11"><el-form-item prop="time"><el-time-picker v-model="form.time" placeholder="Choose a time" style="width: 100%" /></el-form-item></el-col></el-form-item>
       <el-form-item label="Delivery" prop="delivery"><el-switch v-model="form.delivery" /></el-form-item>
       <el-form-item label="News" prop="type"><el-checkbox-group v-model="form.type"><el-checkbox value="mail" name="type">By mail</el-checkbox><el-checkbox value="phone" name="type">By phone</el-checkbox></el-checkbox-group></el-form-item>
       <el-form-item label="Sex" prop="sex" :rules="[{ required: true, trigger: 'change' }]"><el-radio-group v-model="form.sex"><el-radio value="m">Male</el-radio><el-radio value="f">Female</el-radio></el-radio-group></el-form-item>
       <el-form-item label="Address" prop="address"><el-input v-model="form.address" type="textarea" /></el-form-item>
       <el-form-item><el-button type="primary">Create</el-button><el-button>Reset</el-button></el-form-item>`,
    ),
    wants: {
      name: same('name'),
      nation: is('nationality', '01'),
      birth: day('birth'),
      sex: is('sex', 'f'),
      address: same('address'),
    },
  },
];
