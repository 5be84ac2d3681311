# Forecasts tasks with the peers of Debian's r-cran-forecast; seconds are CPU time of fit and forecast, R's start left out.
#   Rscript forecast-peers.R TASKS.csv OUT.csv auto.arima,ets,thetaf [task,task,…]
suppressMessages(library(forecast))
arguments <- commandArgs(TRUE)
tasks <- read.csv(arguments[1], colClasses = 'character')
wanted <- strsplit(readLines(arguments[4]), ',')[[1]]
tasks <- tasks[tasks$task %in% wanted, ]
# R's state models do not carry seasons longer than 24 periods: these are taken out by STL, as `forecast` itself does.
methods <- list(
  auto.arima = function(x, h, long) if (long) stlf(x, h, method = 'arima') else forecast(auto.arima(x), h),
  ets = function(x, h, long) if (long) stlf(x, h, method = 'ets') else forecast(ets(x), h),
  thetaf = function(x, h, long) thetaf(x, h)
)
join <- function(x) paste(signif(x, 9), collapse = ';')
out <- file(arguments[2], 'w')
writeLines('task,method,secs,mean,l80,u80,l95,u95', out)
for (i in seq_len(nrow(tasks))) {
  task <- tasks[i, ]
  values <- suppressWarnings(as.numeric(strsplit(task$train, ';')[[1]]))
  m <- as.numeric(task$m)
  for (name in strsplit(arguments[3], ',')[[1]]) {
    x <- ts(values, frequency = m)
    started <- proc.time()
    fit <- try(suppressWarnings(methods[[name]](x, as.numeric(task$h), m > 24)), silent = TRUE)
    seconds <- sum((proc.time() - started)[1:2])
    if (inherits(fit, 'try-error')) next
    bands <- c(join(fit$lower[, 1]), join(fit$upper[, 1]), join(fit$lower[, 2]), join(fit$upper[, 2]))
    writeLines(paste(c(paste0('"', task$task, '"'), name, seconds, join(fit$mean), bands), collapse = ','), out)
  }
}
close(out)
