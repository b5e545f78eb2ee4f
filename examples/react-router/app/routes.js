import { index, route } from '@react-router/dev/routes';

export default [
  index('routes/sign-up.jsx'),
  route('session', 'routes/session.js'),
  route('scanfill/*', 'routes/scanfill.js'),
];
