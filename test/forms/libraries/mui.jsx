import {
  Autocomplete,
  Checkbox,
  FormControl,
  FormControlLabel,
  FormLabel,
  InputLabel,
  MenuItem,
  NativeSelect,
  OutlinedInput,
  Radio,
  RadioGroup,
  Select,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import { useState } from 'react';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { idBackOpen, idFront, passport } from '../page/specimen.js';
import { is, same, sends } from '../page/wants.js';

/** A page of one controlled control under a key of its state. */
function page(key, initial, Control) {
  return react(() => {
    const [value, setValue] = useState(initial);
    hold({ [key]: value });
    return (
      <form>
        <Control value={value} setValue={setValue} change={(event) => setValue(event.target.value)} />
      </form>
    );
  });
}

const countries = [
  { code: 'FR', label: 'France' },
  { code: 'CN', label: 'China' },
  { code: 'JP', label: 'Japan' },
];

export default [
  {
    id: 'textfield',
    mount: page('name', '', ({ value, change }) => (
      <TextField required name="name" label="Name" variant="outlined" value={value} onChange={change} />
    )),
    wants: { name: same('name') },
  },
  {
    id: 'textfield-docs',
    mount: page('name', '', ({ value, change }) => (
      <TextField id="outlined-basic" label="Full name" variant="filled" value={value} onChange={change} />
    )),
    wants: { name: same('name') },
  },
  {
    id: 'textfield-multiline',
    mount: page('address', '', ({ value, change }) => (
      <TextField id="outlined-multiline" label="Address" multiline maxRows={4} value={value} onChange={change} />
    )),
    wants: { address: same('address') },
  },
  {
    id: 'textfield-select',
    mount: page('gender', '', ({ value, change }) => (
      <TextField id="gender" select label="Gender" value={value} onChange={change} sx={{ width: 200 }}>
        <MenuItem value="male">Male</MenuItem>
        <MenuItem value="female">Female</MenuItem>
      </TextField>
    )),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'select',
    mount: page('gender', '', ({ value, change }) => (
      <FormControl fullWidth>
        <InputLabel id="gender-label">Gender</InputLabel>
        <Select labelId="gender-label" id="gender" name="gender" label="Gender" value={value} onChange={change}>
          <MenuItem value="male">Male</MenuItem>
          <MenuItem value="female">Female</MenuItem>
        </Select>
      </FormControl>
    )),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'select-docs',
    mount: page('sex', '', ({ value, change }) => (
      <FormControl fullWidth>
        <InputLabel id="demo-simple-select-label">Sex</InputLabel>
        <Select labelId="demo-simple-select-label" id="demo-simple-select" label="Sex" value={value} onChange={change}>
          <MenuItem value={10}>Male</MenuItem>
          <MenuItem value={20}>Female</MenuItem>
        </Select>
      </FormControl>
    )),
    wants: { sex: is('sex', 20) },
  },
  {
    id: 'select-MF',
    mount: page('gender', '', ({ value, change }) => (
      <FormControl fullWidth>
        <InputLabel id="sex-label">Sex</InputLabel>
        <Select labelId="sex-label" name="gender" label="Sex" value={value} onChange={change}>
          <MenuItem value="M">Male</MenuItem>
          <MenuItem value="F">Female</MenuItem>
        </Select>
      </FormControl>
    )),
    wants: { gender: is('sex', 'F') },
  },
  {
    id: 'select-native',
    mount: page('gender', '', ({ value, change }) => (
      <FormControl fullWidth>
        <InputLabel variant="standard" htmlFor="uncontrolled-native">
          Gender
        </InputLabel>
        <NativeSelect value={value} onChange={change} inputProps={{ name: 'gender', id: 'uncontrolled-native' }}>
          <option value="" />
          <option value="M">Male</option>
          <option value="F">Female</option>
        </NativeSelect>
      </FormControl>
    )),
    wants: { gender: is('sex', 'F') },
  },
  {
    id: 'autocomplete',
    cards: [passport],
    mount: page('country', null, ({ value, setValue }) => (
      <Autocomplete
        disablePortal
        id="country"
        options={countries}
        sx={{ width: 300 }}
        value={value}
        onChange={(_event, next) => setValue(next)}
        renderInput={(params) => <TextField {...params} label="Country" />}
      />
    )),
    wants: { country: is('srcCountry', { code: 'CN', label: 'China' }) },
  },
  {
    id: 'autocomplete-portal',
    cards: [passport],
    mount: page('country', null, ({ value, setValue }) => (
      <Autocomplete
        id="country-select-demo"
        options={countries}
        autoHighlight
        sx={{ width: 300 }}
        value={value}
        onChange={(_event, next) => setValue(next)}
        renderInput={(params) => <TextField {...params} label="Issuing country" name="country" />}
      />
    )),
    wants: { country: sends(is('srcCountry', { code: 'CN', label: 'China' }), 'China') },
  },
  {
    id: 'autocomplete-free',
    mount: page('address', null, ({ value, setValue }) => (
      <Autocomplete
        freeSolo
        options={['上海市黄浦区示例路1号']}
        value={value}
        onChange={(_event, next) => setValue(next)}
        renderInput={(params) => <TextField {...params} name="address" label="Address" />}
      />
    )),
    wants: { address: same('address') },
  },
  {
    id: 'radio',
    mount: page('gender', '', ({ value, change }) => (
      <FormControl>
        <FormLabel id="radio-label">Gender</FormLabel>
        <RadioGroup row aria-labelledby="radio-label" name="gender" value={value} onChange={change}>
          <FormControlLabel value="female" control={<Radio />} label="Female" />
          <FormControlLabel value="male" control={<Radio />} label="Male" />
        </RadioGroup>
      </FormControl>
    )),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'radio-docs',
    mount: page('sex', '', ({ value, change }) => (
      <FormControl>
        <FormLabel id="demo-controlled">Sex</FormLabel>
        <RadioGroup
          aria-labelledby="demo-controlled"
          name="controlled-radio-buttons-group"
          value={value}
          onChange={change}
        >
          <FormControlLabel value="M" control={<Radio />} label="Male" />
          <FormControlLabel value="F" control={<Radio />} label="Female" />
        </RadioGroup>
      </FormControl>
    )),
    wants: { sex: sends(is('sex', 'F'), null) },
  },
  {
    id: 'checkbox',
    cards: [idBackOpen],
    mount: react(() => {
      const [checked, setChecked] = useState(false);
      hold({ longTerm: checked });
      return (
        <form>
          <FormControlLabel
            label="Valid indefinitely"
            control={<Checkbox name="longTerm" checked={checked} onChange={(_event, next) => setChecked(next)} />}
          />
        </form>
      );
    }),
    wants: { longTerm: is('longTerm', true) },
  },
  {
    id: 'toggle',
    mount: page('sex', '', ({ value, setValue }) => (
      <ToggleButtonGroup exclusive aria-label="Sex" value={value} onChange={(_event, next) => setValue(next ?? '')}>
        <ToggleButton value="male">Male</ToggleButton>
        <ToggleButton value="female">Female</ToggleButton>
      </ToggleButtonGroup>
    )),
    wants: { sex: is('sex', 'female') },
  },
  {
    // The sign-up page of its templates.
    id: 'docs-sign-up',
    left: ['email', 'password'],
    mount: react(() => (
      <form style={{ display: 'flex', flexDirection: 'column', gap: 16, maxWidth: 450 }}>
        <FormControl>
          <FormLabel htmlFor="name">Full name</FormLabel>
          <TextField autoComplete="name" name="name" required fullWidth id="name" placeholder="A. Sample" />
        </FormControl>
        <FormControl>
          <FormLabel htmlFor="email">E-mail</FormLabel>
          <TextField required fullWidth id="email" name="email" autoComplete="email" placeholder="you@example.org" />
        </FormControl>
        <FormControl>
          <FormLabel htmlFor="password">Password</FormLabel>
          <TextField required fullWidth id="password" name="password" type="password" autoComplete="new-password" />
        </FormControl>
        <FormControlLabel control={<Checkbox value="news" />} label="Send me news" />
      </form>
    )),
    wants: { name: same('name') },
  },
  {
    // The address of its checkout template, whose `autocomplete` is no token of HTML for half of the fields.
    id: 'docs-checkout',
    cards: [{ ...idFront, surname: 'LIN', givenName: 'XIAOYUE' }],
    left: ['address2', 'zip', 'country', 'saveAddress'],
    mount: react(() => {
      const field = (id, label, autoComplete, placeholder) => (
        <FormControl>
          <FormLabel htmlFor={id} required>
            {label}
          </FormLabel>
          <OutlinedInput
            id={id}
            name={id}
            type={id}
            autoComplete={autoComplete}
            placeholder={placeholder}
            size="small"
          />
        </FormControl>
      );
      return (
        <form style={{ display: 'grid', gap: 16, maxWidth: 600 }}>
          {field('first-name', 'First name', 'first name', 'Ann')}
          {field('last-name', 'Last name', 'last name', 'Sample')}
          {field('address1', 'Address line 1', 'shipping address-line1', 'Street and number')}
          {field('address2', 'Address line 2', 'shipping address-line2', 'Flat')}
          {field('city', 'City', 'City', 'Town')}
          {field('state', 'State', 'State', 'ST')}
          {field('zip', 'Zip / Postal code', 'shipping postal-code', '00000')}
          {field('country', 'Country', 'shipping country', 'Utopia')}
          <FormControlLabel control={<Checkbox name="saveAddress" value="yes" />} label="Pay from here as well" />
        </form>
      );
    }),
    wants: {
      'first-name': same('givenName'),
      'last-name': same('surname'),
      address1: same('address'),
      city: is('address', '北京市'),
      state: is('address', '北京市'),
    },
  },
];
