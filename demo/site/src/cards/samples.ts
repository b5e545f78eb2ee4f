import type { CardName } from '@scanfill/proxy/contract';

/** The ways to use the service a sample is shown for. */
export const sampleNames = ['react', 'element', 'curl'] as const;

export type SampleName = (typeof sampleNames)[number];

/** Working code for a card type against this very server; `origin` is the page's own. */
export function sampleOf(name: SampleName, card: CardName, origin: string): string {
  return { react: reactSample(card), element: elementSample(card, origin), curl: curlSample(card, origin) }[name];
}

const reactSample = (card: CardName) => `import { CardUpload } from '@scanfill/widget';
import '@scanfill/widget/styles.css';

async function session() {
  const response = await fetch('/session', { method: 'POST' });
  return response.json(); // { token, expiresIn }
}

export function Form() {
  return (
    <form id="signup">
      <CardUpload
        card="${card}"
        endpoint="/scanfill"
        session={session}
        fill="#signup"
        onDone={(scan) => console.log(scan.fields)}
      />
      {/* your inputs, named like the fields */}
    </form>
  );
}
`;

const elementSample = (
  card: CardName,
  origin: string,
) => `<script type="module" src="${origin}/widget/scanfill.js"></script>

<form id="signup">
  <scan-fill
    card="${card}"
    endpoint="${origin}/scanfill"
    session-url="/session"
    fill="#signup"></scan-fill>
  <!-- your inputs, named like the fields -->
</form>
`;

const curlSample = (
  card: CardName,
  origin: string,
) => `TOKEN=$(curl -s -X POST ${origin}/session | node -pe 'JSON.parse(fs.readFileSync(0)).token')

curl --data-binary @photo.jpg \\
  -H 'Content-Type: image/jpeg' \\
  -H "Authorization: Bearer $TOKEN" \\
  -H 'Prefer: wait=20' \\
  '${origin}/scanfill/v1/scans?card=${card}'
`;
