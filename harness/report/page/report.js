// SPDX-License-Identifier: Apache-2.0
import * as Plot from "@observablehq/plot";

const data = JSON.parse(document.getElementById("data").textContent);
document.querySelector("main").textContent = data.experiment;
document.querySelector("main").append(Plot.plot({marks: [Plot.frame()]}));
