/** An upload with the props of `?props=…` (JSON; null takes one away) over those that are right. */
import { CardUpload } from '@scanfill/widget';
import { createRoot } from 'react-dom/client';

// As many write it: nobody looks at the status.
const session = () => fetch('/session', { method: 'POST' }).then((answer) => answer.json());
const right = { card: 'id-card-front', endpoint: '/scanfill', session, fill: '#form' };
const wrong = JSON.parse(new URLSearchParams(location.search).get('props') ?? '{}');
const props = Object.fromEntries(Object.entries({ ...right, ...wrong }).filter(([, value]) => value !== null));
createRoot(document.getElementById('root')).render(<CardUpload {...props} />);
