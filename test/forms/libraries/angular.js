// The compiler has to be there before anything of Angular is evaluated: the pages are compiled as they run.
import '@angular/compiler';

import { FormControl, FormGroup, FormsModule, ReactiveFormsModule } from '@angular/forms';
import { angular } from '../page/angular.js';
import { idBackOpen } from '../page/specimen.js';
import { day, is, same, sends } from '../page/wants.js';

const reactive = (controls, template, options) =>
  angular({
    imports: [ReactiveFormsModule],
    state: () => ({
      form: new FormGroup(
        Object.fromEntries(Object.entries(controls).map(([key, value]) => [key, new FormControl(value, options)])),
      ),
    }),
    template: `<form [formGroup]="form">${template}</form>`,
    held: ({ form }) => form.value,
  });
const driven = (model, template, more = {}) =>
  angular({
    imports: [FormsModule],
    state: () => ({ model: { ...model }, ...more }),
    template: `<form>${template}</form>`,
    held: ({ model }) => model,
  });

export default [
  {
    id: 'reactive',
    mount: reactive(
      { name: '', idNumber: '', gender: '' },
      '<label for="name">Name</label><input id="name" formControlName="name"><label for="idNumber">ID number</label><input id="idNumber" formControlName="idNumber"><select name="gender" formControlName="gender"><option value=""></option><option value="M">男</option><option value="F">女</option></select>',
    ),
    wants: { name: same('name'), idNumber: same('number'), gender: is('sex', 'F') },
  },
  {
    id: 'reactive-docs',
    mount: reactive(
      { name: '', idNumber: '' },
      '<label>Name: <input type="text" formControlName="name"></label><label>ID number: <input type="text" formControlName="idNumber"></label>',
    ),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'update-on-blur',
    mount: reactive({ name: '' }, '<label>Name <input formControlName="name"></label>', { updateOn: 'blur' }),
    wants: { name: same('name') },
  },
  {
    id: 'radio',
    mount: reactive(
      { gender: '' },
      '<fieldset><legend>Gender</legend><label><input type="radio" formControlName="gender" value="M"> Male</label><label><input type="radio" formControlName="gender" value="F"> Female</label></fieldset>',
    ),
    wants: { gender: is('sex', 'F') },
  },
  {
    id: 'template-driven',
    mount: driven(
      { name: '', birth: '' },
      '<label>Name <input name="name" [(ngModel)]="model.name"></label><label>Birthday <input type="date" name="birth" [(ngModel)]="model.birth"></label>',
    ),
    wants: { name: same('name'), birth: day('birth') },
  },
  {
    id: 'template-driven-blur',
    mount: driven(
      { name: '' },
      `<input name="name" placeholder="Name" [(ngModel)]="model.name" [ngModelOptions]="{ updateOn: 'blur' }">`,
    ),
    wants: { name: same('name') },
  },
  {
    id: 'select-ngvalue',
    mount: driven(
      { sex: null },
      '<label>Sex <select name="sex" [(ngModel)]="model.sex"><option [ngValue]="null">-</option><option [ngValue]="sexes[0]">Male</option><option [ngValue]="sexes[1]">Female</option></select></label>',
      { sexes: [{ code: 1 }, { code: 2 }] },
    ),
    wants: { sex: sends(is('sex', { code: 2 }), null) },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: driven(
      { longTerm: false },
      '<label><input type="checkbox" name="longTerm" [(ngModel)]="model.longTerm"> Long-term</label>',
    ),
    wants: { longTerm: is('longTerm', true) },
  },
];
