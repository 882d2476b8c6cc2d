import './style.css';
import type { ReportData } from '../report-data.js';
import { byId } from './dom.js';
import { drawLatency } from './latency.js';
import { drawOverview } from './overview.js';
import { PageModel } from './page-model.js';
import { SignalList } from './signal-list.js';

/** The page was written with the data that it shows. */
const data = JSON.parse(byId('data').textContent) as ReportData;
const model = new PageModel(data);
drawOverview(model);
new SignalList(model);
drawLatency(model.latency);
