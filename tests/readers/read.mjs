// Reads a JSON list of Markdown texts from standard input, and prints them as a JSON list of HTML.
import { text } from 'node:stream/consumers';
import { marked } from 'marked';

const sources = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(sources.map((source) => marked.parse(source))));
