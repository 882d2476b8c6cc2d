/** The style sheet of the report. */
export const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .4rem 0; }
code { overflow-wrap: anywhere; }
ul, ol { margin: .3rem 0; padding-left: 1.2rem; }
li { break-inside: avoid; }
summary { cursor: pointer; }
.warning { border-left: 4px solid #c80; padding: .3rem .8rem; }
article { border: 1px solid #8886; border-radius: 6px; padding: .7rem 1rem; margin: .8rem 0; }
h3 { font-size: 1rem; margin: 0; }
h3 b { color: #fff; background: #57606a; border-radius: 4px; padding: .1rem .5rem; margin-right: .4rem; }
.critical b { background: #7d0d2a; } .high b { background: #b3261e; } .medium b { background: #9a6700; }
dl { display: flex; flex-wrap: wrap; gap: .3rem 2rem; margin: .5rem 0; }
dt { font-size: .8rem; opacity: .75; }
dd { margin: 0; font-size: 1.2rem; font-variant-numeric: tabular-nums; }
.items { columns: 24rem; }
table { border-collapse: collapse; } th, td { border: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top; }
fieldset { border: 0; padding: 0; margin: 1rem 0; display: flex; flex-wrap: wrap; gap: .2rem 1rem; }
details > p, details > ul, details > ol { margin-left: 1rem; }
.message { white-space: pre-wrap; }
mark { color: inherit; background: #c804; font-size: .8rem; padding: 0 .3rem; border-radius: 3px; }
`;
