/** How the report looks, on a screen and in print. Nothing is said by colour alone. */
export const style = `
:root { color-scheme: light; }
body { font: 1.05rem/1.55 Arial, Helvetica, sans-serif; color: #1d2733; background: #fff; margin: 0; }
main, header, footer { max-width: 50rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.4rem; margin: 2.5rem 0 .75rem; border-bottom: 2px solid #1f5a8a; padding-bottom: .25rem; }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
.headline { font-size: 1.35rem; font-weight: bold; border-left: .4rem solid #1f5a8a; padding: .25rem 0 .25rem 1rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
caption { text-align: left; padding: .25rem 0; color: #3a4654; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #8a96a3; vertical-align: top; }
td.number, th.number { text-align: right; white-space: nowrap; }
blockquote { margin: .75rem 0; padding: .1rem 1rem; border-left: .25rem solid #8a96a3; }
.picture svg { max-width: 100%; height: auto; }
.note { color: #3a4654; }
footer { padding-bottom: 3rem; }
@media print {
	body { font-size: 11pt; }
	main, header, footer { max-width: none; padding: 0; }
	section, .question, tr, blockquote { break-inside: avoid; }
	h2, h3 { break-after: avoid; }
}
@page { margin: 18mm; }
`;
