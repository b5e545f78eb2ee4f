import sharp from 'sharp';
const [out, width, ...files] = process.argv.slice(2);
const images = await Promise.all(files.map(async f => ({ f, m: await sharp(f).metadata() })));
const cols = Math.max(1, Math.floor(1800 / Number(width)));
let y = 0; const comps = []; 
for (let i = 0; i < images.length; i += cols) { const row = images.slice(i, i + cols); let x = 0; for (const { f, m } of row) { comps.push({ input: f, left: x, top: y }); x += m.width + 8; } y += Math.max(...row.map(r => r.m.height)) + 8; }
await sharp({ create: { width: cols * (Number(width) + 8), height: y, channels: 3, background: '#f0f' } }).composite(comps).png().toFile(out);
