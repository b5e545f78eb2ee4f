// The compiler has to be there before anything of Angular is evaluated: the pages are compiled as they run.
import '@angular/compiler';

import '../node_modules/@angular/material/prebuilt-themes/azure-blue.css';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatAutocompleteModule } from '@angular/material/autocomplete';
import { MatCheckboxModule } from '@angular/material/checkbox';
import { provideNativeDateAdapter } from '@angular/material/core';
import { MatDatepickerModule } from '@angular/material/datepicker';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatRadioModule } from '@angular/material/radio';
import { MatSelectModule } from '@angular/material/select';
import { angular } from '../page/angular.js';
import { idBack, idBackOpen, passport } from '../page/specimen.js';
import { day, is, same, sends } from '../page/wants.js';

const imports = [
  ReactiveFormsModule,
  MatAutocompleteModule,
  MatCheckboxModule,
  MatDatepickerModule,
  MatFormFieldModule,
  MatInputModule,
  MatRadioModule,
  MatSelectModule,
];

const page = (controls, template, more = {}) =>
  angular({
    imports,
    providers: [provideNativeDateAdapter()],
    state: () => ({
      form: new FormGroup(
        Object.fromEntries(Object.entries(controls).map(([key, value]) => [key, new FormControl(value)])),
      ),
      ...more,
    }),
    template: `<form [formGroup]="form">${template}</form>`,
    held: ({ form }) => form.value,
  });
const field = (label, control) => `<mat-form-field><mat-label>${label}</mat-label>${control}</mat-form-field>`;

export default [
  {
    id: 'input',
    mount: page(
      { name: '', address: '' },
      field('Name', '<input matInput formControlName="name" name="name">') +
        field('Address', '<textarea matInput formControlName="address"></textarea>'),
    ),
    wants: { name: same('name'), address: same('address') },
  },
  {
    id: 'input-docs',
    mount: page(
      { name: '', idNumber: '' },
      field('Full name', '<input matInput placeholder="Ex. Pat" formControlName="name">') +
        field('ID number', '<input matInput formControlName="idNumber">'),
    ),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'datepicker',
    mount: page(
      { birthday: null },
      field(
        'Date of birth',
        '<input matInput [matDatepicker]="picker" formControlName="birthday"><mat-hint>MM/DD/YYYY</mat-hint><mat-datepicker-toggle matIconSuffix [for]="picker"></mat-datepicker-toggle><mat-datepicker #picker></mat-datepicker>',
      ),
    ),
    wants: { birthday: sends(day('birth'), null) },
  },
  {
    id: 'date-range',
    cards: [idBack],
    mount: page(
      { from: null, to: null },
      field(
        'Valid',
        '<mat-date-range-input [rangePicker]="picker"><input matStartDate placeholder="Valid from" formControlName="from"><input matEndDate placeholder="Valid until" formControlName="to"></mat-date-range-input><mat-date-range-picker #picker></mat-date-range-picker>',
      ),
    ),
    wants: { from: day('startDate'), to: day('endDate') },
  },
  {
    id: 'select',
    mount: page(
      { gender: '' },
      field(
        'Gender',
        '<mat-select formControlName="gender"><mat-option value="male">Male</mat-option><mat-option value="female">Female</mat-option></mat-select>',
      ),
    ),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'select-native',
    mount: page(
      { sex: '' },
      field(
        'Sex',
        '<select matNativeControl formControlName="sex"><option value=""></option><option value="1">Male</option><option value="2">Female</option></select>',
      ),
    ),
    wants: { sex: is('sex', '2') },
  },
  {
    id: 'radio',
    mount: page(
      { gender: '' },
      '<label id="g">Gender</label><mat-radio-group aria-labelledby="g" formControlName="gender"><mat-radio-button value="M">Male</mat-radio-button><mat-radio-button value="F">Female</mat-radio-button></mat-radio-group>',
    ),
    wants: { gender: sends(is('sex', 'F'), null) },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: page({ longTerm: false }, '<mat-checkbox formControlName="longTerm">Long-term</mat-checkbox>'),
    wants: { longTerm: is('longTerm', true) },
  },
  {
    id: 'autocomplete',
    cards: [passport],
    mount: page(
      { country: '' },
      field(
        'Country',
        `<input matInput [matAutocomplete]="auto" formControlName="country"><mat-autocomplete requireSelection #auto="matAutocomplete">@for (one of ['France', 'China', 'Japan']; track one) {<mat-option [value]="one">{{ one }}</mat-option>}</mat-autocomplete>`,
      ),
    ),
    wants: { country: is('srcCountry', 'China') },
  },
];
