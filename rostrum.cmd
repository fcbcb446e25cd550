@echo off
rem Rostrum's one command on Windows: builds on first use, finds JDK 25, and runs what it is asked for.
setlocal enabledelayedexpansion
set "HERE=%~dp0"
set "JDK="
for %%C in ("%ROSTRUM_JAVA_HOME%" "%JAVA_HOME%") do (
  if not defined JDK if exist "%%~C\bin\javac.exe" (
    "%%~C\bin\java.exe" -version 2>&1 | findstr /c:"\"25" >nul && set "JDK=%%~C"
  )
)
if not defined JDK for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\jdk-25*" "%ProgramFiles%\Java\jdk-25*") do set "JDK=%%D"
if not defined JDK (
  echo rostrum: JDK 25 was not found. Install one, for example Temurin 25, or set ROSTRUM_JAVA_HOME to its folder. 1>&2
  exit /b 1
)
set "JAVA_HOME=%JDK%"
set "COMMAND=%~1"
if not "%COMMAND%"=="" shift
set "REST="
:collect
if not "%~1"=="" (
  set "REST=!REST! %1"
  shift
  goto collect
)
if "%COMMAND%"=="test" (
  pushd "%HERE%" & call mvn -B -ntp verify !REST! & popd & exit /b !ERRORLEVEL!
)
if not exist "%HERE%studio-app\target\studio-app.jar" goto build
if not exist "%HERE%companion-server\target\companion-server.jar" goto build
if "%COMMAND%"=="build" goto build
goto run
:build
echo Building Rostrum; the first time fetches its libraries and takes a few minutes. 1>&2
pushd "%HERE%" & call mvn -B -ntp -q -DskipTests package & set "CODE=!ERRORLEVEL!" & popd
if not "!CODE!"=="0" exit /b 1
if "%COMMAND%"=="build" exit /b 0
:run
if "%COMMAND%"=="server" (
  "%JDK%\bin\java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx256m -XX:MaxDirectMemorySize=384m -jar "%HERE%companion-server\target\companion-server.jar" !REST!
  exit /b !ERRORLEVEL!
)
if "%COMMAND%"=="" set "COMMAND=demo"
if "%COMMAND%"=="studio" set "COMMAND=demo"
"%JDK%\bin\java" --enable-native-access=ALL-UNNAMED -Dorg.bytedeco.javacpp.nopointergc=true -Djava.awt.headless=true -XX:+UseSerialGC -Xmx512m "-Drostrum.home=%HERE%." -jar "%HERE%studio-app\target\studio-app.jar" %COMMAND% !REST!
exit /b %ERRORLEVEL%
