import { mount } from 'svelte';
import { day, is, part, same } from '../page/wants.js';
import Dependent from './components/Dependent.svelte';
import Form from './components/Form.svelte';
import Groups from './components/Groups.svelte';
import Later from './components/Later.svelte';

const page = (Component) => (app) => {
  mount(Component, { target: app });
};

export default [
  {
    id: 'bind-value',
    mount: page(Form),
    wants: {
      name: same('name'),
      idNumber: same('number'),
      gender: is('sex', 'female'),
      birthYear: part('birth', 'year'),
      birth: day('birth'),
    },
  },
  { id: 'bind-group', mount: page(Groups), wants: { sex: is('sex', 'F') } },
  {
    id: 'dependent-days',
    mount: page(Dependent),
    restMs: 400,
    wants: { birthYear: part('birth', 'year'), birthMonth: part('birth', 'month'), birthDay: part('birth', 'day') },
  },
  { id: 'if', mount: page(Later), restMs: 700, wants: { name: same('name'), idNumber: same('number') } },
];
