/** The page of a release, as Markdown. `files`: what lies beside it, `{ name, bytes, sha256 }`. */
export function releasePage({ version, repository, files, changes }) {
  const of = (part) => files.find(({ name }) => name.startsWith(`scanfill-${part}-`))?.name ?? '';
  const rows = files.map(
    ({ name, bytes, sha256 }) => `| \`${name}\` | ${bytes.toLocaleString('en')} | \`${sha256}\` |`,
  );
  return `# Scanfill ${version}

A person photographs an ID card, a passport or another of thirteen Chinese papers, and the form fills itself. ${repository}

Put the files of this release into one folder, and check them there:

\`\`\`sh
sha256sum -c SHA256SUMS
\`\`\`

| file | bytes | SHA-256 |
|---|---|---|
${rows.join('\n')}

## Try it on a page of yours

Node 20.19 or newer. First the sandbox, which needs no account, in that folder; npm brings some 230 MB of models and runtime with it, once:

\`\`\`sh
npx -y ./${of('sandbox')}
\`\`\`

http://localhost:5180, which it prints, is a form to try it on. A photo for pages of your own: http://localhost:5180/specimens/id-card-front-1.jpg, a card of nobody.

Then a page. **Plain**: save this as \`index.html\` and open it from any server on localhost (\`npx -y serve\`, say):

\`\`\`html
<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>Sign up</title>
  <script type="module" src="http://localhost:5180/widget/scanfill.js"></script>
  <form id="signup" method="post">
    <scan-fill card="id-card-front" endpoint="http://localhost:5180/scanfill" session-url="http://localhost:5180/session" fill="#signup"></scan-fill>
    <label>Name <input name="name" /></label>
    <label>ID number <input name="number" /></label>
    <button>Sign up</button>
  </form>
</html>
\`\`\`

**With a bundler** (React, Vue, Svelte, Angular): copy \`${of('widget')}\` into your project's folder
and install it there:

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
    <label>Name <input name="name" /></label>
    <label>ID number <input name="number" /></label>
  </form>
);
\`\`\`

\`\`\`vue
<!-- Vue 3; vite.config: vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'scan-fill' } } }) -->
<script setup>
import '@scanfill/widget/vue';

// Bound: vue-tsc 3.3 takes two slashes in an attribute amiss.
const sandbox = 'http://localhost:5180';
</script>
<template>
  <form id="signup">
    <scan-fill card="id-card-front" :endpoint="sandbox + '/scanfill'" :session-url="sandbox + '/session'" fill="#signup" />
    <label>Name <input name="name" /></label>
    <label>ID number <input name="number" /></label>
  </form>
</template>
\`\`\`

Controls are found by their name or their label, whatever library made them: react-hook-form, Element Plus, antd and their kind need no line of code. Beside them the form gets a hidden field, the receipt
by which your backend can tell what the card said. The package's README has the other cards and their fields, \`theme\` for a page that is light or dark whatever the system is, and \`review="off"\` for a form that shows all of it anyway.

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
