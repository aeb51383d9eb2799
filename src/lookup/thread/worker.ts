/** The thread that asks the API. Ends itself when nothing was asked for a while. */
import { workerData } from "node:worker_threads";
import { listJobs } from "../../client/list-jobs";
import { answerQueries } from "./answering";

answerQueries(workerData, listJobs);
