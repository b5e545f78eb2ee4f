import { seededFaults } from './faults/seeded-faults.ts';
import { createGreen } from './green.ts';
import { standinConfig } from './standin-config.ts';
import { createEmbeddedReader } from './testing/embedded-reader.ts';

const config = standinConfig(process.env);
/** The models are loaded only where they are asked for. */
async function photoReader() {
  const { createReader, readerProblem } = await import('../reader/reader.ts');
  const problem = readerProblem();
  if (problem !== undefined) console.error(problem);
  return createReader();
}

const photos = config.reader.kind === 'photos' ? await photoReader() : undefined;
const green = createGreen({
  accounts: [config.account],
  reader: photos ?? createEmbeddedReader(config.reader.kind === 'embedded' ? { medianMs: config.reader.medianMs } : {}),
  limits: config.limits,
  nodes: config.nodes,
  showLedger: config.showLedger,
  ...(config.faults === undefined ? {} : { faults: seededFaults(config.faults.seed, config.faults.options) }),
});

const { url } = await green.listen(config.port, config.host);
console.log(`Stand-in of Green: ${url} (access key ${config.account.accessKeyId})`);

// While a fault keeps the port shut nothing else holds the process.
const alive = setInterval(() => {}, 60_000);

async function stop(): Promise<void> {
  clearInterval(alive);
  await green.stop();
  await photos?.stop();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
