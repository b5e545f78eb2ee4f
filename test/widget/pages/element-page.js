const { dataset } = document.documentElement;
dataset.events = '';
for (const name of ['state', 'done', 'change', 'filled', 'failed'])
  document.addEventListener(`scan-fill:${name}`, () => {
    dataset.events += ` ${name}`;
  });
document.getElementById('form').addEventListener('submit', (event) => {
  event.preventDefault();
  dataset.submitted = JSON.stringify([...new FormData(event.target)]);
});
