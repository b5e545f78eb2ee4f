/** The page of a release, as Markdown. `files`: what lies beside it, `{ name, bytes, sha256 }`. */
export function releasePage({ version, repository, files, changes }) {
  const of = (part) => files.find(({ name }) => name.startsWith(`scanfill-${part}-`))?.name ?? '';
  const rows = files.map(
    ({ name, bytes, sha256 }) => `| \`${name}\` | ${bytes.toLocaleString('en')} | \`${sha256}\` |`,
  );
  return `# Scanfill ${version}

A person photographs a certificate, the form fills itself. ${repository}

Put the files of this release into one folder, and check them there:

\`\`\`sh
sha256sum -c SHA256SUMS
\`\`\`

| file | bytes | SHA-256 |
|---|---|---|
${rows.join('\n')}

## Try it on a page of yours

Node 20.19 or newer. First the sandbox, which needs no account; it prints its address and the lines for Vite, Next and Nuxt:

\`\`\`sh
npx ./${of('sandbox')}
\`\`\`

Then a page. **Plain**: save this as \`index.html\` and open it from any server on localhost (\`npx serve\`, say):

\`\`\`html
<script type="module" src="http://localhost:5180/widget/scanfill.js"></script>
<form id="signup">
  <scan-fill card="id-card-front" endpoint="http://localhost:5180/scanfill" session-url="http://localhost:5180/session" fill="#signup"></scan-fill>
  <label>Name <input name="name" /></label>
  <label>ID number <input name="number" /></label>
</form>
\`\`\`

**With a bundler** (React, Vue, Svelte, Angular): install the widget from its file, in your project's folder:

\`\`\`sh
npm install ./${of('widget')}     # or: pnpm add, yarn add
\`\`\`

\`\`\`tsx
// React
import { CardUpload } from '@scanfill/widget';
import '@scanfill/widget/styles.css';

const session = () => fetch('http://localhost:5180/session', { method: 'POST' }).then((answer) => answer.json());

export const SignUp = () => (
  <form id="signup">
    <CardUpload card="id-card-front" endpoint="http://localhost:5180/scanfill" session={session} fill="#signup" />
    <input name="name" /> <input name="number" />
  </form>
);
\`\`\`

\`\`\`vue
<!-- Vue 3; vite.config: vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'scan-fill' } } }) -->
<script setup>
import '@scanfill/widget/element';
</script>
<template>
  <form id="signup">
    <scan-fill card="id-card-front" endpoint="http://localhost:5180/scanfill" session-url="http://localhost:5180/session" fill="#signup" />
    <input name="name" /> <input name="number" />
  </form>
</template>
\`\`\`

A photo to try it with: http://localhost:5180/specimens/id-card-front-1.jpg (a certificate of nobody).

## On your server

\`\`\`sh
npm install ./${of('proxy')}
\`\`\`

It needs an Alibaba Cloud account with card OCR and a secret to sign sessions with; its README, in the file, says the rest. \`sbom.json\` is the bill of materials of widget and proxy, \`sandbox.sbom.json\`
that of the sandbox.

## Changes

${changes}
`;
}
