/** Shows the widget in one state: ?state=…&lang=…&theme=…&card=… Nothing is sent: the services are scripted. */
import { CardUpload } from '@scanfill/widget';
import '@scanfill/widget/styles.css';
import { createRoot } from 'react-dom/client';
import { stateServices } from './state-services.js';

const params = new URLSearchParams(location.search);
const state = params.get('state') ?? 'idle';
const card = params.get('card') ?? 'id-card-front';
document.documentElement.lang = params.get('lang') ?? 'en';
const { services, photo } = await stateServices(state, card);

function Gallery() {
  return (
    <CardUpload
      card={card}
      endpoint="/scanfill"
      session={() => 'token'}
      services={services}
      lang={params.get('lang') ?? 'en'}
      theme={params.get('theme') ?? 'auto'}
      camera={params.get('camera') ?? 'auto'}
      review={state === 'review' ? 'confirm' : 'auto'}
      fill={params.has('fill') ? '#form' : undefined}
      disabled={state === 'disabled'}
      consent={['asked', 'consent'].includes(state) ? { version: '1' } : undefined}
      file={photo}
    />
  );
}

createRoot(document.getElementById('root')).render(
  <>
    <Gallery />
    {params.has('fill') ? (
      <form id="form">
        <label>
          Name <input name="name" />
        </label>
        <label>
          Number <input name="number" defaultValue="" />
        </label>
        {state === 'folded'
          ? Object.entries({ nationality: 'Ethnic group', birth: 'Date of birth', address: 'Address' }).map(
              ([name, label]) => (
                <label key={name}>
                  {label} <input name={name} />
                </label>
              ),
            )
          : null}
      </form>
    ) : null}
  </>,
);
