import { useState } from 'react';
import Select from 'react-select';
import CreatableSelect from 'react-select/creatable';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { passport } from '../page/specimen.js';
import { is } from '../page/wants.js';

const countries = [
  { value: 'FRA', label: 'France' },
  { value: 'CHN', label: 'China' },
  { value: 'JPN', label: 'Japan' },
];
const sexes = [
  { value: 'M', label: 'Male' },
  { value: 'F', label: 'Female' },
];

function page(key, props, Kind = Select, label = null) {
  return react(() => {
    const [chosen, setChosen] = useState(null);
    hold({ [key]: chosen?.value });
    return (
      <form>
        {label}
        <Kind value={chosen} onChange={setChosen} {...props} />
      </form>
    );
  });
}

export default [
  {
    id: 'name',
    cards: [passport],
    mount: page('country', { name: 'country', options: countries }),
    wants: { country: is('srcCountry', 'CHN') },
  },
  {
    id: 'inputId',
    cards: [passport],
    mount: page(
      'country',
      { inputId: 'country', options: countries },
      Select,
      <label htmlFor="country">Country</label>,
    ),
    wants: { country: is('srcCountry', 'CHN') },
  },
  {
    id: 'aria-label',
    mount: page('sex', { 'aria-label': 'Sex', options: sexes, isSearchable: false, menuPortalTarget: document.body }),
    wants: { sex: is('sex', 'F') },
  },
  {
    id: 'creatable',
    cards: [passport],
    mount: page(
      'country',
      { inputId: 'issuing-country', isClearable: true, options: countries },
      CreatableSelect,
      <label htmlFor="issuing-country">Issuing country</label>,
    ),
    wants: { country: is('srcCountry', 'CHN') },
  },
  {
    id: 'mapped-hidden',
    cards: [passport],
    map: { srcCountry: 'land' },
    mount: page('land', { name: 'land', options: countries }),
    wants: { land: is('srcCountry', 'CHN') },
  },
];
