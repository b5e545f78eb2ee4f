import { mountPage } from '../shell/page.tsx';
import { SignupPage } from './signup-page.tsx';

mountPage('signupTitle', <SignupPage />);
