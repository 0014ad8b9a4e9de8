import { reminders } from "/work/main/src/cli/bench/reminders.ts";

console.log(JSON.stringify(await reminders({ seminars: Number(process.argv[2]) })));
