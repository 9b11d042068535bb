@echo off
rem Starts Lanewise's command line on Windows, as the script "nn" does elsewhere: finds a JDK that
rem can run it, and builds it if this script has not yet. After a change of the sources, delete
rem nn-examples\target. Options for Java go into NN_JAVA_OPTS, and replace those of java.options.
setlocal EnableExtensions DisableDelayedExpansion
set "needed=25"
set "home=%~dp0"
set "target=%home%nn-examples\target"

if /i "%~1"=="bench" (
  >&2 echo nn: benchmarks need the script nn, and so a Unix shell.
  exit /b 1
)

set "java="
if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%j in ('where java 2^>nul') do call :try "%%~dpj.."
for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%USERPROFILE%\.jdks\*") do call :try "%%~d"
if not defined java (
  >&2 echo nn: no JDK %needed% or later found; install one, for example Eclipse Temurin %needed%, or set JAVA_HOME to it.
  exit /b 1
)

if exist "%target%\built-by-nn" goto run
where mvn >nul 2>nul
if errorlevel 1 (
  >&2 echo nn: building needs Maven; install it, so that mvn is a command.
  exit /b 1
)
>&2 echo nn: building, which takes a few minutes ...
if not exist "%target%" mkdir "%target%"
del /q "%target%\nn-examples-*.jar" 2>nul
pushd "%home%"
call mvn -q -B -Dmaven.test.skip -pl nn-examples -am package >"%target%\build.log" 2>&1
set "status=%errorlevel%"
popd
if not "%status%"=="0" (
  >&2 type "%target%\build.log"
  >&2 echo nn: the build failed; its output is above.
  exit /b 1
)
rem An interrupted build does not come here, and so does not look finished.
type nul >"%target%\built-by-nn"

:run
set "jar="
for %%f in ("%target%\nn-examples-*.jar") do set "jar=%%~f"
set options="@%home%java.options"
if defined NN_JAVA_OPTS set options=%NN_JAVA_OPTS%
"%java%" %options% --module-path "%target%\lib;%jar%" --enable-native-access=org.jline.nativ --module dev.lanewise.examples/dev.lanewise.examples.Nn %*
exit /b %errorlevel%

rem Sets "java" if it is not set and the directory holds a JDK that is new enough.
:try
if defined java exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "usebackq tokens=1,2 delims==" %%k in ("%~1\release") do if "%%k"=="JAVA_VERSION" call :compare "%~1" %%l
exit /b 0

:compare
for /f "delims=.-+" %%m in ("%~2") do if %%m geq %needed% set "java=%~1\bin\java.exe"
exit /b 0
