import { ErrorMessage, Field, Form, Formik, useFormikContext } from 'formik';
import { hold } from '../page/hold.js';
import { react } from '../page/react.jsx';
import { day, is, same } from '../page/wants.js';

function Watch() {
  const { values } = useFormikContext();
  hold(values);
  return null;
}

function page(initialValues, fields) {
  return react(() => (
    <Formik initialValues={initialValues} onSubmit={() => undefined}>
      <Form>
        {fields}
        <Watch />
      </Form>
    </Formik>
  ));
}

export default [
  {
    id: 'field',
    mount: page(
      { name: '', idNumber: '', gender: '', birthday: '' },
      <>
        <label htmlFor="name">Name</label>
        <Field id="name" name="name" />
        <ErrorMessage name="name" />
        <label htmlFor="idNumber">ID number</label>
        <Field id="idNumber" name="idNumber" />
        <Field as="select" name="gender">
          <option value="" />
          <option value="1">男</option>
          <option value="2">女</option>
        </Field>
        <Field name="birthday" type="date" />
      </>,
    ),
    wants: { name: same('name'), idNumber: same('number'), gender: is('sex', '2'), birthday: day('birth') },
  },
  {
    id: 'radio',
    mount: page(
      { gender: '' },
      <fieldset>
        <legend>Gender</legend>
        <label>
          <Field type="radio" name="gender" value="male" /> Male
        </label>
        <label>
          <Field type="radio" name="gender" value="female" /> Female
        </label>
      </fieldset>,
    ),
    wants: { gender: is('sex', 'female') },
  },
  {
    id: 'textarea',
    mount: page({ address: '' }, <Field as="textarea" name="address" placeholder="Address" />),
    wants: { address: same('address') },
  },
];
