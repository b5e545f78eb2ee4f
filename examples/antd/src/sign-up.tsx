import { CardUpload } from '@scanfill/widget';
import '@scanfill/widget/styles.css';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { session } from './session';

type Person = { name: string; number: string };

export function SignUp() {
  const [signedUp, setSignedUp] = useState<Person>();
  return (
    // `name` becomes the form's id.
    <Form<Person> name="signup" layout="vertical" onFinish={setSignedUp}>
      <CardUpload card="id-card-front" endpoint="/scanfill" session={session} fill="#signup" />
      <Form.Item name="name" label="Name" rules={[{ required: true }]}>
        <Input name="name" />
      </Form.Item>
      <Form.Item name="number" label="ID number" rules={[{ len: 18 }]}>
        <Input name="number" />
      </Form.Item>
      <Button htmlType="submit">Sign up</Button>
      {signedUp && <output>{JSON.stringify(signedUp)}</output>}
    </Form>
  );
}
