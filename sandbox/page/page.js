/** Hands the specimen to the element, as if a person had chosen it. */
document.querySelector('#specimen').addEventListener('click', async () => {
  const answer = await fetch('/specimens/id-card-front-1.jpg');
  const photo = new File([await answer.blob()], 'specimen.jpg', { type: 'image/jpeg' });
  document.querySelector('scan-fill').choose(photo);
});
