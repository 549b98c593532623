// The publication's page.

import "./offline.js";
