// carbone or docxtemplater: renders the fiche whose number it reads, answers with the seconds.
//
//     node node.js carbone|docxtemplater FOLDER
//
// FOLDER holds, for each fiche, a template `N.docx` and its values `N.json`; the first rendering of
// each is kept as `N.out.docx`, to be compared. Seconds go from a template and values that are in
// memory (carbone reads templates from the disk itself) to the bytes of the file.
"use strict";
const fs = require("fs");
const path = require("path");
const readline = require("readline");

const [, , peer, folder] = process.argv;
const templates = new Map();

function read(number) {
  if (!templates.has(number)) {
    const file = path.join(folder, `${number}.docx`);
    const values = JSON.parse(fs.readFileSync(path.join(folder, `${number}.json`), "utf8"));
    templates.set(number, { file, bytes: fs.readFileSync(file), values });
  }
  return templates.get(number);
}

function docxtemplater({ bytes, values }, done) {
  const Docxtemplater = require("docxtemplater");
  const PizZip = require("pizzip");
  const document = new Docxtemplater(new PizZip(bytes), { paragraphLoop: true });
  document.render(values);
  done(document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" }));
}

function carbone({ file, values }, done) {
  require("carbone").render(file, values, (error, made) => {
    if (error) throw error;
    done(made);
  });
}

const render = { carbone, docxtemplater }[peer];
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const fiche = read(line);
  const start = process.hrtime.bigint();
  render(fiche, (made) => {
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const kept = path.join(folder, `${line}.out.docx`);
    if (!fs.existsSync(kept)) fs.writeFileSync(kept, made);
    console.log(seconds);
  });
});
