# Forecasts tasks with the peers of Debian's r-cran-forecast; seconds are CPU time of fit and forecast, R's start left out.
#   Rscript forecast-peers.R TASKS.csv OUT.csv auto.arima,ets,thetaf [task,task,…]
suppressMessages(library(forecast))
arguments <- commandArgs(TRUE)
tasks <- read.csv(arguments[1], colClasses = 'character')
wanted <- strsplit(readLines(arguments[4]), ',')[[1]]
tasks <- tasks[tasks$task %in% wanted, ]
methods <- list(
  auto.arima = function(x, h) forecast(auto.arima(x), h, level = c(80, 95)),
  ets = function(x, h) forecast(ets(x), h, level = c(80, 95)),
  thetaf = function(x, h) thetaf(x, h, level = c(80, 95))
)
join <- function(x) paste(signif(x, 9), collapse = ';')
out <- file(arguments[2], 'w')
writeLines('task,method,secs,mean,l80,u80,l95,u95', out)
for (i in seq_len(nrow(tasks))) {
  task <- tasks[i, ]
  values <- suppressWarnings(as.numeric(strsplit(task$train, ';')[[1]]))
  m <- as.numeric(task$m)
  for (name in strsplit(arguments[3], ',')[[1]]) {
    # R's state models do not carry seasons longer than 24 periods; thetaf decomposes any.
    x <- ts(values, frequency = if (m > 24 && name != 'thetaf') 1 else m)
    started <- proc.time()
    fit <- try(suppressWarnings(methods[[name]](x, as.numeric(task$h))), silent = TRUE)
    seconds <- sum((proc.time() - started)[1:2])
    if (inherits(fit, 'try-error')) next
    bands <- c(join(fit$lower[, 1]), join(fit$upper[, 1]), join(fit$lower[, 2]), join(fit$upper[, 2]))
    writeLines(paste(c(paste0('"', task$task, '"'), name, seconds, join(fit$mean), bands), collapse = ','), out)
  }
}
close(out)
