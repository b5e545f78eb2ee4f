/** One card, whose photo may be taken with the phone. */
import { CardUpload } from '@scanfill/widget';
import '@scanfill/widget/styles.css';
import { createRoot } from 'react-dom/client';

const session = async () => (await fetch('/session')).json();

createRoot(document.getElementById('root')).render(
  <CardUpload card="id-card-front" endpoint="/scanfill" session={session} fill="#form" phone />,
);
