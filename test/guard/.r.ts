import { readFileSync } from "node:fs"; import { parse } from "yaml"; import { plain } from "#chat/plain.ts"; import { replyTo } from "#guard/reply.ts"; import { screen } from "#guard/screen.ts";
const h = parse(readFileSync("prisma/content/helplines.yaml","utf8"));
for (const t of process.argv.slice(2)) { const r = plain(replyTo(screen(t)!, h, "x")); console.log("##", t, r.split(/\s+/).length, "\n" + r); }
