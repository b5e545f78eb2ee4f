import { createRoot } from 'react-dom/client';
import { SignUp } from './sign-up';

const root = document.querySelector('#app');
if (root) createRoot(root).render(<SignUp />);
