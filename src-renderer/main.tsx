import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { copyMarked } from "./copy-marked.ts";
import { fetchFontsWhenIdle } from "./fonts.ts";
import { queryClient } from "./query.ts";
import "./styles/index.css";
import { keepFocus } from "./ui/focus-keeper.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
document.addEventListener("copy", copyMarked);
keepFocus();
fetchFontsWhenIdle();
