import { useForm } from '@tanstack/react-form';
import { Field, Form } from 'react-final-form';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { is, same } from '../page/wants.js';

export default [
  {
    id: 'tanstack',
    mount: react(() => {
      const form = useForm({ defaultValues: { name: '', idNumber: '' } });
      hold(() => form.state.values);
      const field = (name, label) => (
        <form.Field name={name}>
          {(one) => (
            <label htmlFor={one.name}>
              {label}{' '}
              <input
                id={one.name}
                name={one.name}
                value={one.state.value}
                onBlur={one.handleBlur}
                onChange={(event) => one.handleChange(event.target.value)}
              />
            </label>
          )}
        </form.Field>
      );
      return (
        <form>
          {field('name', 'Name')}
          {field('idNumber', 'ID number')}
        </form>
      );
    }),
    wants: { name: same('name'), idNumber: same('number') },
  },
  {
    id: 'final-form',
    mount: react(() => (
      <Form
        onSubmit={() => undefined}
        render={({ handleSubmit, values }) => {
          hold(values);
          return (
            <form onSubmit={handleSubmit}>
              <Field name="name" component="input" placeholder="Name" />
              <Field name="gender" component="select">
                <option />
                <option value="male">M</option>
                <option value="female">F</option>
              </Field>
            </form>
          );
        }}
      />
    )),
    wants: { name: same('name'), gender: is('sex', 'female') },
  },
  {
    id: 'final-form-radio',
    mount: react(() => (
      <Form
        onSubmit={() => undefined}
        render={({ handleSubmit, values }) => {
          hold(values);
          return (
            <form onSubmit={handleSubmit}>
              <label>
                <Field name="sex" component="input" type="radio" value="male" /> Male
              </label>
              <label>
                <Field name="sex" component="input" type="radio" value="female" /> Female
              </label>
            </form>
          );
        }}
      />
    )),
    wants: { sex: is('sex', 'female') },
  },
];
